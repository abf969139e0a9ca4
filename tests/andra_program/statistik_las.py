"""Opens the statistics again, as another program: prints what stands in a CSV file and in a workbook, as JSON.

Uses openpyxl where there is one, and otherwise only what comes with Python."""

import csv
import json
import re
import sys
import zipfile
from xml.etree import ElementTree

NS = {
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def las_csv(fil):
    ratt = open(fil, "rb").read()
    assert ratt.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    assert ratt.endswith(b"\r\n"), "the last row has no end"
    assert ratt.count(b"\n") == ratt.count(b"\r\n"), "a lone line feed"
    with open(fil, encoding="utf-8-sig", newline="") as f:
        return [rad for rad in csv.reader(f, delimiter=";", strict=True)]


def med_openpyxl(fil):
    import openpyxl

    bok = openpyxl.load_workbook(fil)
    ut = {}
    for blad in bok.worksheets:
        rader = []
        for rad in blad.iter_rows():
            for cell in rad:
                assert cell.data_type != "f", "a formula in " + blad.title
            rader.append(["" if cell.value is None else cell.value for cell in rad])
        ut[blad.title] = {"rader": rader, "fryst": blad.freeze_panes}
    egenskaper = bok.properties
    return ut, [egenskaper.creator or "", egenskaper.lastModifiedBy or ""]


def kolumn(namn):
    tal = 0
    for tecken in re.match("[A-Z]+", namn).group():
        tal = tal * 26 + ord(tecken) - 64
    return tal - 1


def utan_openpyxl(fil):
    arkiv = zipfile.ZipFile(fil)
    assert arkiv.testzip() is None

    def trad(namn):
        return ElementTree.fromstring(arkiv.read(namn))

    delade = [
        "".join(t.text or "" for t in si.iter("{%s}t" % NS["m"]))
        for si in trad("xl/sharedStrings.xml").findall("m:si", NS)
    ]
    mal = {rel.get("Id"): rel.get("Target") for rel in trad("xl/_rels/workbook.xml.rels")}
    ut = {}
    for blad in trad("xl/workbook.xml").find("m:sheets", NS):
        data = trad("xl/" + mal[blad.get("{%s}id" % NS["r"])])
        rader = []
        for rad in data.find("m:sheetData", NS):
            celler = []
            for c in rad:
                assert c.find("m:f", NS) is None, "a formula in " + blad.get("name")
                v = c.find("m:v", NS)
                if v is None:
                    varde = ""
                elif c.get("t") == "s":
                    varde = delade[int(v.text)]
                else:
                    tal = float(v.text)
                    varde = int(tal) if tal.is_integer() else tal
                plats = kolumn(c.get("r"))
                celler.extend([""] * (plats - len(celler)))
                celler.append(varde)
            nummer = int(rad.get("r"))
            rader.extend([] for _ in range(nummer - 1 - len(rader)))
            rader.append(celler)
        ruta = data.find("m:sheetViews/m:sheetView/m:pane", NS)
        fryst = None if ruta is None or ruta.get("state") != "frozen" else ruta.get("topLeftCell")
        ut[blad.get("name")] = {"rader": rader, "fryst": fryst}
    karna = trad("docProps/core.xml")
    egna = ["".join(e.itertext()) for e in karna if e.tag.endswith("creator") or e.tag.endswith("lastModifiedBy")]
    return ut, egna


def main():
    try:
        import openpyxl

        vem, las = "openpyxl " + openpyxl.__version__, med_openpyxl
    except ImportError:
        vem, las = "Python %d.%d utan openpyxl" % sys.version_info[:2], utan_openpyxl
    blad, egna = las(sys.argv[2])
    for ett in blad.values():
        bredd = max((len(rad) for rad in ett["rader"]), default=0)
        ett["rader"] = [rad + [""] * (bredd - len(rad)) for rad in ett["rader"]]
    json.dump({"vem": vem, "csv": las_csv(sys.argv[1]), "blad": blad, "egna": egna}, sys.stdout)


main()
