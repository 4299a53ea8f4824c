// Opens an EPUB in foliate-js and prints, as JSON, what a reader finds in it.
// node read.mjs BOOK FOLDER QUERY [WIDTH HEIGHT light|dark]; screenshots go to FOLDER.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const [book, folder, query, width = 480, height = 720, scheme = 'light'] = process.argv.slice(2)
const here = new URL('.', import.meta.url).pathname
const types = { html: 'text/html', js: 'text/javascript', epub: 'application/epub+zip' }

const serve = async route => {
    const { pathname } = new URL(route.request().url())
    const file = pathname === '/book.epub' ? book : join(here, pathname)
    const contentType = types[pathname.split('.').pop()] ?? 'application/octet-stream'
    await readFile(file).then(body => route.fulfill({ body, contentType }), () => route.abort())
}

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking',
        '--disable-component-update', '--disable-sync'],
})
const page = await browser.newPage({
    viewport: { width: +width, height: +height }, colorScheme: scheme, deviceScaleFactor: 1.5,
})
const errors = []
page.on('pageerror', error => errors.push(error.message))
await page.route('http://reader.test/**', serve)
await page.goto('http://reader.test/reader.html')
await page.waitForFunction(() => window.found, null, { timeout: 20000 })

const shot = async name => {
    await page.waitForTimeout(400)
    await page.screenshot({ path: join(folder, `${name}.png`) })
}
const at = () => page.evaluate(() => view.lastLocation?.fraction ?? 0)

const facts = await page.evaluate(() => ({
    metadata: view.book.metadata, toc: view.book.toc, sections: view.book.sections.length,
    landmarks: view.book.landmarks, dir: view.book.dir,
}))
facts.cover = await page.evaluate(async () => (await view.book.getCover())?.type)
facts.hits = query ? await page.evaluate(q => window.found(q), query) : []
await shot('cover')
facts.places = [await at()]
for (let turn = 1; turn <= 3; turn++) {
    await page.evaluate(() => view.next())
    await shot(`page${turn}`)
    facts.places.push(await at())
}
await page.evaluate(() => view.goToFraction(1))
await shot('end')
facts.places.push(await at())
facts.errors = errors
await browser.close()
console.log(JSON.stringify(facts))
