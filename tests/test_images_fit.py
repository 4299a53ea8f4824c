"""Pictures made fit for reading, and what they say of themselves."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

import pytest
from PIL import Image
from server import photo

from convert.images import svg, xmp
from convert.images.alt import undescribed
from convert.images.broken import BrokenImage
from convert.images.credit import Credit
from convert.images.credits import clean
from convert.images.data_url import decode
from convert.images.fit import decoding, fit
from convert.images.places import Folder, Refused
from convert.images.profiles import PROFILES, Limits, Profile, smaller
from convert.images.sniff import SUFFIXES, media_type
from convert.model import Image as Shown

WEB, ORIGINAL, EINK, TINY = (PROFILES[name] for name in ("web", "original", "eink", "tiny"))
LARGE = (1700, 900)
CREDIT = Credit("Zoë Brook", "Brook/Harbour Press", "© 2024 Zoë Brook", "https://cc.example/by/")


@pytest.fixture(autouse=True)
def _decoding() -> Iterator[None]:
    with decoding():
        yield


def written(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def scene(size: tuple[int, int] = (300, 200)) -> Image.Image:
    return opened(photo(3, size))


def film(frames: int = 3) -> bytes:
    stills = [Image.new("RGB", (30, 20), (n * 60 % 256, 90, 90)) for n in range(frames)]
    return written(stills[0], "GIF", save_all=True, append_images=stills[1:], duration=80)


KINDS = {"JPEG": "jpeg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif", "BMP": "bmp",
         "TIFF": "tiff"}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_media_type_is_told_by_the_content(kind):
    assert media_type(written(scene(), kind)) == f"image/{KINDS[kind]}"


def test_a_heic_becomes_a_jpeg():
    heif = pytest.importorskip("pillow_heif", reason="the extra [heic] is not installed")
    heif.register_heif_opener()
    data = written(scene(), "HEIF")
    assert media_type(data) == "image/heic"
    fitted = fit(data, WEB)
    assert (fitted.media_type, opened(fitted.data).size) == ("image/jpeg", (300, 200))


@pytest.mark.parametrize("data", [b"", b"<html><svg></svg></html>", b"%PDF-1.7", b"plain text"])
def test_what_is_no_picture(data):
    assert media_type(data) == ""
    with pytest.raises(BrokenImage):
        fit(data, WEB)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_one_that_books_hold(kind):
    data = written(scene(LARGE), kind)
    for profile in PROFILES.values():
        _holds(data, profile)


def _holds(data: bytes, profile: Profile) -> None:
    fitted = fit(data, profile)
    image = opened(fitted.data)
    assert fitted.media_type in SUFFIXES
    assert fitted.media_type == media_type(fitted.data)
    assert max(image.size) == (profile.side or 1700)
    assert (image.mode == "L") is profile.grey
    if profile is TINY:
        assert fit(data, profile) == fitted, "the same bytes every time"
    if profile is not ORIGINAL:
        assert fitted.media_type != "image/webp", "which many readers do not know"


def test_nothing_is_made_larger_or_worse_than_it_is():
    small = written(scene((90, 60)), "JPEG", quality=70)
    assert fit(small, WEB).data == small
    assert fit(photo(2, LARGE), ORIGINAL).data == photo(2, LARGE)


def test_a_photograph_as_png_becomes_a_jpeg_and_a_chart_does_not():
    assert fit(written(scene(LARGE), "PNG"), WEB).media_type == "image/jpeg"
    chart = Image.new("RGB", LARGE, "white")
    chart.paste("navy", (200, 200, 900, 1400))
    assert fit(written(chart, "PNG"), WEB).media_type == "image/png"


def test_what_is_clear_stays_clear():
    glass = written(Image.new("RGBA", (2000, 90), (200, 30, 30, 80)), "PNG")
    assert opened(fit(glass, WEB).data).mode == "RGBA"
    assert opened(fit(glass, EINK).data).mode == "L", "on white, where there is no colour"


def test_pictures_stand_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = fit(written(scene((300, 200)), "JPEG", exif=exif), ORIGINAL)
    assert opened(turned.data).size == (200, 300)
    assert opened(turned.data).getexif().get(0x0112, 1) == 1


def test_a_moving_picture_moves_where_it_may():
    assert fit(film(), WEB) == (film(), "image/gif", Credit(), "")
    still = fit(film(), TINY)
    assert still.media_type == "image/png"
    assert still.note == "moving picture as a still one"


def test_print_colours_become_those_of_a_screen():
    assert opened(fit(written(scene().convert("CMYK"), "JPEG"), ORIGINAL).data).mode == "RGB"


# ── hostile files ───────────────────────────────────────────────────────────────────────


def chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def bomb(width: int, height: int) -> bytes:
    """A PNG that promises very many pixels in few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data, why",
    [
        (bomb(60_000, 60_000), "pixels"),
        (bomb(7_000, 7_000), "bytes unpack to"),
        (photo()[: len(photo()) // 2], "cut off"),
        (b"\xff\xd8\xff\xe0" + b"junk" * 50, "broken"),
        (b"GIF89a" + b"\0" * 20, "broken|cut off"),
        (b"\x1f\x8b\x08" + b"junk" * 9, "broken gzip"),
    ],
)
def test_files_that_are_traps(data, why):
    with pytest.raises(BrokenImage, match=why):
        fit(data, WEB)


def test_limits_on_frames_and_bytes():
    with pytest.raises(BrokenImage, match="frames"):
        fit(film(30), WEB, Limits(frames=20))
    with pytest.raises(BrokenImage, match="larger than"):
        fit(bytes(2 << 20), WEB, Limits(data=1 << 20))


DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" {}>{}</svg>"""


@pytest.mark.parametrize(
    "attributes, inside, kept",
    [
        ('onload="x()"', "<script>x()</script>", ""),
        ("", '<image href="https://evil.example/i.png"/>', ""),
        ("", '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>', ""),
        ("", '<use href="https://evil.example/#a"/>', "<use/>"),
        ("", '<use href="#a"/>', '<use href="#a"/>'),
        ("", '<a href="javascript:x()"><path d="M0 0"/></a>', '<path d="M0 0"/>'),
        ("", '<rect fill="url(https://evil.example/#a)"/>', "<rect/>"),
        ("", '<rect fill="url(#a)"/>', '<rect fill="url(#a)"/>'),
        ("", '<rect style="fill:url(//evil.example)"/>', "<rect/>"),
        ("", '<set attributeName="href" to="javascript:x()"/>', ""),
        ("", "<style>@import 'https://evil.example/';</style>", ""),
        ("", '<style>.a{fill:red}</style><rect class="a"/>', '<rect style="fill:red"/>'),
        ("", "<text>a<tspan>b</tspan>c</text>", "<text>a<tspan>b</tspan>c</text>"),
    ],
)
def test_a_drawing_stands_still_and_alone(attributes, inside, kept):
    found = fit(DRAWING.format(attributes, inside).encode(), WEB).data.decode()
    expected = DRAWING.format("", kept).replace(" >", ">")
    assert found.replace("/>", ">").replace("</svg>", "") == expected.replace("/>", ">").replace(
        "</svg>", ""
    )


@pytest.mark.parametrize(
    "data",
    [
        b"<svg><circle/></svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><circle></svg>",
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><x><svg/>&b;</x>",
    ],
)
def test_drawings_that_are_none(data):
    with pytest.raises(BrokenImage):
        svg.clean(data)


def test_entities_of_a_drawing_are_not_opened():
    trap = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    found = svg.clean((trap + DRAWING.format("", "<text>&a;</text>")).encode()).data
    assert b"root" not in found
    assert b"DOCTYPE" not in found


# ── credits ─────────────────────────────────────────────────────────────────────────────


def test_a_credit_is_read_from_exif_and_from_xmp_and_survives_anew():
    exif = Image.Exif()
    exif[0x013B], exif[0x8298] = "Zoë Brook".encode(), "© 2024 Zoë Brook".encode()
    plain = fit(written(scene(LARGE), "JPEG", exif=exif), WEB)
    assert plain.credit == Credit("Zoë Brook", notice="© 2024 Zoë Brook")
    full = fit(written(scene(LARGE), "JPEG", xmp=xmp.write(CREDIT)), WEB)
    assert full.credit == CREDIT
    for profile in (EINK, TINY):
        assert fit(full.data, profile).credit == CREDIT, "in the file that was written"


def test_a_credit_is_read_from_iptc():
    fields = {80: "林晚舟", 110: "海港图片社", 116: "© 海港"}
    told = b"".join(
        struct.pack(">BBBH", 0x1C, 2, number, len(text.encode())) + text.encode()
        for number, text in fields.items()
    )
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(told)) + told + b"\0" * (len(told) % 2)
    block = b"Photoshop 3.0\0" + resource
    plain = written(scene(), "JPEG")
    marked = plain[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + plain[2:]
    assert fit(marked, WEB).credit == Credit("林晚舟", "海港图片社", "© 海港")


def test_a_credit_is_read_from_a_drawing():
    space = 'xmlns:d="http://purl.org/dc/elements/1.1/"'
    told = f"<metadata {space}><d:rights>CC BY 4.0, Ada</d:rights></metadata>"
    assert fit(DRAWING.format("", told).encode(), WEB).credit == Credit(notice="CC BY 4.0, Ada")


def test_a_credit_of_a_png_survives():
    chart = Image.new("RGBA", (2000, 50), (9, 9, 9, 90))
    first = fit(written(chart, "PNG", exif=_artist("Ada Brook")), WEB)
    assert first.media_type == "image/png"
    assert fit(first.data, EINK).credit == Credit("Ada Brook")


def _artist(name: str) -> Image.Exif:
    exif = Image.Exif()
    exif[0x013B] = name
    return exif


@pytest.mark.parametrize("text", ["", "  ", "Unknown", "\0\0", "a\ufffdb", "\ue000", "x" * 3000])
def test_what_is_no_credit(text):
    assert clean(text) == ""


def test_a_statement_inside_another_is_not_said_twice():
    assert CREDIT.statements() == (CREDIT.line, CREDIT.notice, CREDIT.licence)


# ── small things ────────────────────────────────────────────────────────────────────────


def test_profiles_step_down_and_end():
    step, sides = TINY, []
    while step := smaller(step):
        sides.append(step.side)
    assert sides == [600, 450, 337, 252, 189]


def test_alternative_texts_that_describe_nothing():
    shown = [
        Shown("1", "The ferry ledger"),
        Shown("2", "The ferry ledger (2)"),
        Shown("3", "IMG_2031.JPG"),
        Shown("4", "图片 3"),
        Shown("5", "A page of figures"),
        *(Shown(f"x{n}", "harbour news") for n in range(3)),
    ]
    told = undescribed(shown, "The Ferry Ledger")
    assert {image.alt for image in shown} - told == {"A page of figures"}


@pytest.mark.parametrize("url", ["data:image/png", "data:;base64,a", "data:;base64,%%%"])
def test_data_urls_that_hold_nothing(url):
    with pytest.raises(BrokenImage):
        decode(url)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "book" / "art").mkdir(parents=True)
    (tmp_path / "book" / "art" / "a b.png").write_bytes(b"fine")
    (tmp_path / "book" / "out").symlink_to(tmp_path)
    return tmp_path / "book"


@pytest.mark.parametrize("path", ["../art/a%20b.png", "./a b.png", "a b.png?v=1#x", "/art/a b.png"])
def test_paths_inside_the_source(path, folder):
    assert Folder(str(folder), "art").read(path) == b"fine"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.png", "%2e%2e/secret.png", "..%2fsecret.png", "art/../../secret.png",
        "..\\secret.png", "%2e%2e%5csecret.png", "//host/share.png", "C:/secret.png",
        "out/secret.png", "secret.png%00.png", "../book-2/x.png", "art", "..",
    ],
)  # fmt: skip
def test_paths_that_lead_out(path, folder):
    with pytest.raises((Refused, FileNotFoundError)):
        Folder(str(folder)).read(path)


def test_an_absolute_path_begins_at_the_root_of_the_source(folder):
    with pytest.raises(FileNotFoundError):
        Folder(str(folder)).read("/etc/passwd")
