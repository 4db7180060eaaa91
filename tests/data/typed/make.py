"""Writes the files beside it: made-up values in workbooks, files of columns and packed files.

python3 -m pip install openpyxl pyarrow zstandard; python3 make.py
"""

import datetime as dt
import lzma
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

HERE = Path(__file__).parent
DAY = dt.datetime(2023, 12, 28)


def price(at):
    return round(100 + at * 7 % 13 / 4 + at / 10, 2)


def zipped(name, members):
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in members.items():
            archive.writestr(zipfile.ZipInfo(path), text, zipfile.ZIP_DEFLATED)


def title_above():
    """A title over merged cells, notes, a blank row, the header, dates, a total; a sheet of notes, an empty one."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kurse 2024"
    sheet["A1"] = "Kurse, täglich"
    sheet.merge_cells("A1:C1")
    sheet["A2"] = "Stand 15.01.2024, Angaben ohne Gewähr"
    sheet.append([])
    sheet.append(["Datum", "Schlusskurs\n(EUR)", "Umsatz"])
    for at in range(40):
        sheet.append([DAY + dt.timedelta(days=at), None if at == 7 else price(at), 1000 + at * 37 % 200])
        sheet.cell(sheet.max_row, 1).number_format = "dd.mm.yyyy"
        sheet.cell(sheet.max_row, 2).number_format = '#,##0.00 "€"'
    sheet.append(["Summe", sum(price(at) for at in range(40) if at != 7), None])
    notes = book.create_sheet("Notizen")
    notes["A1"] = "Quelle: erfunden"
    notes["A2"] = "nur zur Probe"
    book.create_sheet("Tabelle3")
    book.save(HERE / "title-above.xlsx")


def system_1904():
    """The system of 1904; day and time of day in columns of their own."""
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(["date", "heure", "température"])
    for at in range(48):
        when = DAY + dt.timedelta(hours=at)
        sheet.append([when.date(), when.time(), 5 + at * 5 % 17 / 2])
        sheet.cell(sheet.max_row, 1).number_format = "d/m/yy"
        sheet.cell(sheet.max_row, 2).number_format = "h:mm"
    book.save(HERE / "system-1904.xlsx")


NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def by_hand():
    """What few writers do: prefixes, no places, spoken forms, kept and unkept formulas, errors, dates as texts of ISO, a hidden fraction."""
    rows = []
    for at in range(30):
        serial = 45292 + at + 8 / 24 + 15 / 1440 + at / 86400
        text = f'<x:c t="s"><x:v>{1 + at % 3}</x:v></x:c>'
        formula = "<x:c><x:f>1+1</x:f></x:c>" if at == 4 else f"<x:c><x:f>A1</x:f><x:v>{at % 5}</x:v></x:c>"
        error = '<x:c t="e"><x:v>#DIV/0!</x:v></x:c>' if at == 5 else f'<x:c t="b"><x:v>{at % 2}</x:v></x:c>'
        when = '<x:c t="d" s="1"><x:v>2024-01-04T08:15:03</x:v></x:c>' if at == 3 else f'<x:c s="1"><x:v>{serial!r}</x:v></x:c>'
        rows.append(f"<x:row>{when}{text}{formula}{error}<x:c t=\"inlineStr\"><x:is><x:r><x:t>rot &amp; </x:t></x:r><x:r><x:t>blau &#252;</x:t></x:r></x:is></x:c></x:row>")
    strings = ["発生日時", "ポート<rest/>", "規則", "備考"]
    shared = "".join(f"<x:si><x:t>{text.split('<')[0]}</x:t><x:rPh sb=\"0\" eb=\"1\"><x:t>ヨミ</x:t></x:rPh></x:si>" for text in strings)
    header = '<x:row r="3"><x:c r="A3" t="s"><x:v>0</x:v></x:c><x:c t="str"><x:v>規則</x:v></x:c><x:c t="inlineStr"><x:is><x:t>回数_x000D_</x:t></x:is></x:c></x:row>'
    x = NS.replace("xmlns=", "xmlns:x=")
    zipped("by-hand.xlsx", {
        "xl/workbook.xml": f'{HEAD}<x:workbook {x}><x:workbookPr/><x:sheets><x:sheet name="記録" sheetId="1" r:id="rId7"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/a.xml"/></Relationships>',
        "xl/styles.xml": f'{HEAD}<x:styleSheet {x}><x:numFmts><x:numFmt numFmtId="170" formatCode="[$-411]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\\ h:mm;@"/></x:numFmts><x:cellStyleXfs><x:xf numFmtId="14"/></x:cellStyleXfs><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="170"/></x:cellXfs></x:styleSheet>',
        "xl/sharedStrings.xml": f"{HEAD}<x:sst {x}>{shared}</x:sst>",
        "xl/worksheets/a.xml": f"{HEAD}<x:worksheet {x}><x:sheetData>{header}{''.join(rows)}</x:sheetData></x:worksheet>",
    })


def cover():
    """Two sheets about the workbook, a table with numbers as texts beside typed ones, a few events."""
    texts = lambda *cells: "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    day = lambda serial: f'<c s="1"><v>{serial}</v></c>'
    rows = lambda lines: "".join(f"<row>{line}</row>" for line in lines)
    table = [texts("Tag", "Umsatz", "Kurs")]
    for at in range(30):
        table.append(day(45292 + at) + texts(f"1.{at:03},5") + f"<c><v>{at + 0.25}</v></c>")
    sheets = {
        "Deckblatt": [texts("Stand") + day(45350), texts("Von") + day(45292), texts("Bis") + day(45321)],
        "Info": [texts("Umsätze"), texts("Erstellt am") + day(45350)],
        "Zahlen": table,
        "Ereignisse": [texts("Ereignis", "Datum"), texts("Messe") + day(45300), texts("Umzug") + day(45310)],
    }
    names = "".join(f'<sheet name="{name}" sheetId="{at + 1}" r:id="rId{at + 1}"/>' for at, name in enumerate(sheets))
    relations = "".join(f'<Relationship Id="rId{at + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/{at}.xml"/>' for at in range(len(sheets)))
    zipped("cover.xlsx", {
        "xl/workbook.xml": f"{HEAD}<workbook {NS}><sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        "xl/styles.xml": f'{HEAD}<styleSheet {NS}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        **{f"xl/worksheets/{at}.xml": f"{HEAD}<worksheet {NS}><sheetData>{rows(lines)}</sheetData></worksheet>" for at, lines in enumerate(sheets.values())},
    })


def open_document():
    """Cells and rows that stand for several, comments, covered cells, a day with a time, lengths of time."""
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    text = lambda words, more="": f'<table:table-cell office:value-type="string"{more}><text:p>{words}</text:p></table:table-cell>'
    rows = []
    for at in range(36):
        when = DAY + dt.timedelta(hours=6 * at)
        comment = "<office:annotation><dc:date>2021-01-01T00:00:00</dc:date><text:p>a remark</text:p></office:annotation>" if at == 2 else ""
        value = "<table:table-cell/>" if at == 9 else f'<table:table-cell office:value-type="currency" office:currency="EUR" office:value="{price(at)}"><text:p>{price(at):.0f} €</text:p></table:table-cell>'
        rows.append(f'<table:table-row><table:table-cell office:value-type="date" office:date-value="{when.isoformat()}">{comment}<text:p>{when:%d/%m/%y}</text:p></table:table-cell>{value}<table:table-cell office:value-type="percentage" office:value="{at % 7 / 100}"/><table:table-cell table:number-columns-repeated="16000"/></table:table-row>')
    title = text("Prix, relevés", ' table:number-columns-spanned="3"')
    head = f'<table:table-row>{title}<table:covered-table-cell table:number-columns-repeated="2"/></table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/></table:table-row>'
    header = f'<table:table-header-rows><table:table-row>{text("Horodatage")}{text("Prix<text:s/>moyen")}{text("Part<text:line-break/>(%)")}</table:table-row></table:table-header-rows>'
    tail = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    other = f'<table:table table:name="Durées"><table:table-row>{text("jour")}{text("durée")}</table:table-row>' + "".join(
        f'<table:table-row><table:table-cell office:value-type="date" office:date-value="2024-02-{at:02}"/><table:table-cell office:value-type="time" office:time-value="PT{20 + at}H30M00S"/></table:table-row>' for at in range(1, 29)) + "</table:table>"
    zipped("open-document.ods", {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": HEAD + "<manifest/>",
        "content.xml": f'{HEAD}<office:document-content {names}><office:body><office:spreadsheet><table:tracked-changes><table:table-cell office:value-type="string"><text:p>gone</text:p></table:table-cell></table:tracked-changes><table:table table:name="Relevés">{head}{header}{"".join(rows)}{tail}</table:table>{other}</office:spreadsheet></office:body></office:document-content>',
    })


def columns():
    rows = 300
    when = [dt.datetime(2024, 3, 1, tzinfo=dt.timezone.utc) + dt.timedelta(minutes=30 * at) for at in range(rows)]
    table = pa.table({
        "station": pa.array([["north", "süd"][at // 150] for at in range(rows)]).dictionary_encode(),
        "time": pa.array(when, pa.timestamp("us", "UTC")),
        "level": pa.array([None if at % 11 == 3 else price(at) for at in range(rows)], pa.float64()),
        "flow": pa.array([None if at % 50 == 9 else at * 3 % 40 / 8 for at in range(rows)], pa.float32()),
        "amount": pa.array([Decimal(at * 17 % 90 - 30) / 100 for at in range(rows)], pa.decimal128(12, 2)),
        "count": pa.array([at * at % 70 for at in range(rows)], pa.uint16()),
        "change": pa.array([at % 9 - 4 for at in range(rows)], pa.int64()),
        "valid": pa.array([at % 5 > 0 for at in range(rows)]),
        "day": pa.array([at.date() for at in when], pa.date32()),
        "clock": pa.array([at.time() for at in when], pa.time64("us")),
        "tags": pa.array([["a", "b"][: at % 3] for at in range(rows)], pa.list_(pa.string())),
        "place": pa.array([{"x": at % 3, "name": None if at % 4 else "p"} for at in range(rows)], pa.struct([("x", pa.int32()), ("name", pa.string())])),
    })
    text = [",".join(["station", "time", "level", "flow", "amount", "count", "change", "valid", "day", "clock", "place.x", "place.name"])]
    shown = lambda value: "" if value is None else str(value)
    for row in table.to_pylist():
        text.append(",".join([row["station"], row["time"].strftime("%Y-%m-%dT%H:%M:%SZ"), shown(row["level"]), shown(row["flow"]), str(row["amount"]), str(row["count"]), str(row["change"]), str(row["valid"]).lower(), str(row["day"]), str(row["clock"]), str(row["place"]["x"]), shown(row["place"]["name"])]))
    (HERE / "columns.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    plain = {"use_dictionary": False}
    ways = {
        "snappy": {"row_group_size": 128},
        "none-v2": {"compression": "none", "data_page_version": "2.0", "data_page_size": 256},
        "gzip-plain": {"compression": "gzip", "row_group_size": 100, **plain},
        "zstd-v2": {"compression": "zstd", "data_page_version": "2.0", "row_group_size": 299},
        "delta": {"compression": "snappy", **plain, "column_encoding": {"station": "DELTA_BYTE_ARRAY", "place.name": "DELTA_LENGTH_BYTE_ARRAY", "time": "DELTA_BINARY_PACKED", "count": "DELTA_BINARY_PACKED", "change": "DELTA_BINARY_PACKED", "level": "BYTE_STREAM_SPLIT", "flow": "BYTE_STREAM_SPLIT"}},
        "version-1": {"version": "1.0", "compression": "snappy", "coerce_timestamps": "ms"},
        "brotli": {"compression": "brotli"},
    }
    for name, way in ways.items():
        pq.write_table(table, HERE / f"columns-{name}.parquet", **way)
    for name, unit, more in [("int96", "ns", {"use_deprecated_int96_timestamps": True}), ("local-ns", "ns", {}), ("local-ms", "ms", {})]:
        local = pa.table({"Zeit": pa.array([at.replace(tzinfo=None) for at in when[:60]], pa.timestamp(unit)), "Wert": pa.array([price(at) for at in range(60)])})
        pq.write_table(local, HERE / f"{name}.parquet", **more)


def packed():
    text = "time,value\n" + "".join(f"{(DAY + dt.timedelta(days=at)).date()},{price(at)}\n" for at in range(400))
    bytes_ = text.encode()
    (HERE / "packed.csv").write_bytes(bytes_)
    half = len(bytes_) // 2
    with_sum = zstandard.ZstdCompressor(write_checksum=True)
    frames = with_sum.compress(bytes_[:half]) + b"\x50\x2a\x4d\x18\x05\0\0\0skip!" + zstandard.ZstdCompressor(level=19).compress(bytes_[half:])
    (HERE / "packed.csv.zst").write_bytes(frames)
    blocks = subprocess.run(["xz", "-c", "--block-size=2048"], input=bytes_[:half], capture_output=True, check=True).stdout
    streams = blocks + bytes(4) + lzma.compress(bytes_[half:], check=lzma.CHECK_SHA256)
    (HERE / "packed.csv.xz").write_bytes(streams)


for write in (title_above, system_1904, by_hand, cover, open_document, columns, packed):
    write()
