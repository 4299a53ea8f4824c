// Prints the violations Ace by DAISY finds, as JSON: node ace.cjs BOOK FOLDER
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

process.env.PUPPETEER_EXECUTABLE_PATH ??= '/usr/bin/chromium'
const runner = require('@daisy/ace-axe-runner-puppeteer')
const ace = require('@daisy/ace-core')

const [book, folder] = process.argv.slice(2)
ace(book, { outdir: folder, verbose: false, silent: true, jobId: '' }, runner).then(() => {
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))
    const found = report.assertions.flatMap(file => file.assertions.map(
        ({ 'earl:test': test, 'earl:result': result }) => [
            file['earl:testSubject'].url, test['dct:title'], result['dct:description'],
        ].join(' ')))
    process.stdout.write(`\n${JSON.stringify(found)}\n`, () => process.exit(0))
}, error => { console.error(error); process.exit(1) })
