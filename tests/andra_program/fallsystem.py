"""Ett litet fallsystem vid sidan av Tröskel: tar en överlämning hela vägen till ett avslutat ärende.

    fallsystem.py FIL --som NAMN [--enhet ENHET] KOMMANDO [ARGUMENT ...]

    inkorg                    överlämningar som väntar
    hamta ID                  hämta en överlämning; svaret är personen och underlaget
    aterlamna ID ORSAK        lämna tillbaka den till mottagningen
    kvittera ID               den förs i ett annat system; identiteten raderas här
    oppna ID                  öppna ett ärende ur den; identiteten flyttar dit
    anteckna ARENDE           en anteckning i journalen
    ratta ARENDE NR           en rättelse av anteckning NR
    plan ARENDE               en version av planen
    samtyck ARENDE            ett samtycke till att något delas
    aterkalla SAMTYCKE        ta tillbaka det
    folj_upp ARENDE           en uppföljning
    steg ARENDE               nästa steg
    avsluta ARENDE            en sista uppföljning, och slut

Det som skrivs läses som JSON från standard in, med kolumnernas namn. Svaret är JSON. Filen vaktar sig själv: det den
vägrar sägs på standard fel, med felkod 1, och då är inget ändrat. Bara vyerna v1_* används.
"""

import argparse
import json
import sqlite3
import sys


NAMN = "fallsystem.py"
VERSION = "2"


class Nej(Exception):
    """Det går inte, och varför."""


def oppna_filen(fil):
    db = sqlite3.connect(f"file:{fil}?mode=rw", uri=True, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA busy_timeout = 10000")
    # Det som raderas ska inte ligga kvar i filens tomma sidor.
    db.execute("PRAGMA secure_delete = ON")
    if sqlite3.sqlite_version_info < (3, 38, 0):
        raise Nej("SQLite är för gammal; vyerna behöver 3.38 eller nyare")
    if db.execute("PRAGMA application_id").fetchone()[0] != 0x54524F53:
        raise Nej("filen är inte Tröskels")
    if db.execute("PRAGMA user_version").fetchone()[0] < 5:
        raise Nej("filen är från en äldre version; starta Tröskel en gång först")
    return db


def anmal(db):
    """Filen får veta vilket program som skriver, och med vilken SQLite. En som är för gammal får bara läsa: då säger filen
    nej här, med namnet på det som är för gammalt, och inget är ändrat."""
    try:
        db.execute("INSERT INTO v1_program(namn, version) VALUES (?, ?)", (NAMN, VERSION))
    except sqlite3.IntegrityError as fel:
        raise Nej(f"{fel}. Det här är SQLite {sqlite3.sqlite_version}") from fel


def en(db, sql, *varden):
    """En rad, eller ingen."""
    return db.execute(sql, varden).fetchone()


def skriv(db, vy, rad, tillatna):
    """Lägger en rad i en vy. Bara kända kolumner: namnen blir en del av frågan."""
    okanda = set(rad) - set(tillatna.split())
    if okanda:
        raise Nej("okända fält: " + ", ".join(sorted(okanda)))
    namn = ", ".join(rad)
    fragetecken = ", ".join("?" * len(rad))
    db.execute(f"INSERT INTO {vy}({namn}) VALUES ({fragetecken})", list(rad.values()))


def overlamning(db, id):
    rad = en(db, "SELECT * FROM v1_overlamning WHERE id = ?", id)
    if rad is None:
        raise Nej("överlämningen finns inte")
    return rad


def arende(db, vilket):
    rad = en(db, "SELECT * FROM v1_arende WHERE ? IN (id, nummer)", vilket)
    if rad is None:
        raise Nej("ärendet finns inte")
    return rad


def flytta(db, id, fran, till, **kolumner):
    """Tar en överlämning från ett läge till ett annat, om den är kvar i det första."""
    rad = overlamning(db, id)
    if rad["status"] != fran:
        raise Nej(f"överlämningen är {rad['status']}, inte {fran}")
    satt = "".join(f", {kolumn} = :{kolumn}" for kolumn in kolumner)
    db.execute(
        f"UPDATE v1_overlamning SET status = :till{satt} WHERE id = :id AND status = :fran",
        {"id": id, "fran": fran, "till": till, **kolumner},
    )
    # En vy räknar inga ändrade rader: läs igen och se att det blev vi.
    efter = overlamning(db, id)
    if efter["status"] != till or any(efter[kolumn] != varde for kolumn, varde in kolumner.items()):
        raise Nej("någon annan hann före")
    return efter


def inkorg(db, jag, _):
    rader = db.execute(
        "SELECT id, insats_nr, insats_namn, skapad, enhet, status FROM v1_overlamning"
        " WHERE status IN ('ny', 'hamtad') AND coalesce(till_enhet, ?) = ? ORDER BY skapad, id",
        (jag.enhet, jag.enhet),
    )
    return [dict(rad) for rad in rader]


def hamta(db, jag, _):
    return dict(flytta(db, jag.argument[0], "ny", "hamtad", hamtad_av=jag.som))


def aterlamna(db, jag, _):
    id, orsak = jag.argument
    return dict(flytta(db, id, "hamtad", "aterlamnad", orsak=orsak, aterlamnad_av=jag.som))


def kvittera(db, jag, _):
    return dict(flytta(db, jag.argument[0], "hamtad", "kvitterad", kvitterad_av=jag.som))


def oppna(db, jag, indata):
    id = jag.argument[0]
    rad = {"overlamning": id, "enhet": jag.enhet, "aktslag": "mottagaren", "stegantal": 3, "oppnad_av": jag.som}
    falt = "aktslag stegantal oppnad nasta_uppfoljning namn personnummer"
    skriv(db, "v1_arende", {**rad, **indata}, "overlamning enhet oppnad_av " + falt)
    nytt = en(db, "SELECT * FROM v1_arende WHERE overlamning = ?", id)
    if nytt is None or nytt["oppnad_av"] != jag.som or overlamning(db, id)["status"] != "kvitterad":
        raise Nej("ärendet öppnades inte")
    return dict(nytt)


NOT = "arende anvandare slag galler vad dag klockslag kalla deltog text skrivare titel"


def signera(db, jag, rad):
    akt = arende(db, jag.argument[0])["id"]
    skriv(db, "v1_anteckning", {**rad, "arende": akt, "anvandare": jag.som}, NOT)
    sist = en(db, "SELECT * FROM v1_anteckning WHERE arende = ? ORDER BY nr DESC", akt)
    if sist is None or (sist["text"], sist["anvandare"]) != (rad.get("text"), jag.som):
        raise Nej("anteckningen skrevs inte")
    return dict(sist)


def anteckna(db, jag, indata):
    return signera(db, jag, {**indata, "slag": "handelse"})


def ratta(db, jag, indata):
    return signera(db, jag, {**indata, "slag": "rattelse", "galler": int(jag.argument[1])})


RUBRIKER = "personuppgifter tidplan insatsen varfor mal utformning uppfoljning orsak_till_avslut"


def plan(db, jag, indata):
    akt = arende(db, jag.argument[0])["id"]
    falt = f"arende anvandare bygger_pa forenar gjord_med skrivare titel {RUBRIKER}"
    skriv(db, "v1_insatsplan", {**indata, "arende": akt, "anvandare": jag.som}, falt)
    return dict(en(db, "SELECT * FROM v1_insatsplan WHERE arende = ? ORDER BY version DESC", akt))


def samtyck(db, jag, indata):
    akt = arende(db, jag.argument[0])["id"]
    fore = {rad["id"] for rad in db.execute("SELECT id FROM v1_delningssamtycke")}
    falt = "arende anvandare med mottagare annan_akt vad lamnat till satt"
    skriv(db, "v1_delningssamtycke", {**indata, "arende": akt, "anvandare": jag.som}, falt)
    for rad in db.execute("SELECT * FROM v1_delningssamtycke WHERE arende = ?", (akt,)):
        if rad["id"] not in fore:
            return dict(rad)
    raise Nej("samtycket skrevs inte")


def aterkalla(db, jag, _):
    id = jag.argument[0]
    db.execute(
        "UPDATE v1_delningssamtycke SET aterkallat = date('now'), aterkallat_av = ? WHERE id = ?", (jag.som, id)
    )
    rad = en(db, "SELECT * FROM v1_delningssamtycke WHERE id = ?", id)
    if rad is None or rad["aterkallat_av"] != jag.som:
        raise Nej("samtycket finns inte")
    return dict(rad)


UPPFOLJNING = "arende anvandare dag text nasta skrivare titel mal"


def folj_upp(db, jag, indata):
    akt = arende(db, jag.argument[0])["id"]
    rad = {**indata, "arende": akt, "anvandare": jag.som, "mal": json.dumps(indata.get("mal", []))}
    skriv(db, "v1_uppfoljning", rad, UPPFOLJNING)
    sist = en(db, "SELECT * FROM v1_uppfoljning WHERE arende = ? ORDER BY nr DESC", akt)
    if sist is None or sist["text"] != rad.get("text"):
        raise Nej("uppföljningen skrevs inte")
    return {**dict(sist), "mal": json.loads(sist["mal"])}


def steg(db, jag, _):
    fore = arende(db, jag.argument[0])
    db.execute("UPDATE v1_arende SET steg = steg + 1, av = ? WHERE id = ?", (jag.som, fore["id"]))
    efter = arende(db, fore["id"])
    if efter["steg"] != fore["steg"] + 1:
        raise Nej("steget togs inte")
    return dict(efter)


def avsluta(db, jag, indata):
    akt = arende(db, jag.argument[0])["id"]
    indata = dict(indata)
    orsak = indata.pop("avslutsorsak", None)
    sista = folj_upp(db, jag, indata)
    db.execute(
        "UPDATE v1_arende SET avslutad = ?, avslutsorsak = ?, avslutad_av = ? WHERE id = ?",
        (sista["dag"], orsak, jag.som, akt),
    )
    efter = arende(db, akt)
    if (efter["avslutad"], efter["avslutad_av"]) != (sista["dag"], jag.som):
        raise Nej("ärendet avslutades inte")
    return dict(efter)


# Kommandot, hur många argument det har, och om det läser JSON.
KOMMANDON = {
    "inkorg": (inkorg, 0, False),
    "hamta": (hamta, 1, False),
    "aterlamna": (aterlamna, 2, False),
    "kvittera": (kvittera, 1, False),
    "oppna": (oppna, 1, True),
    "anteckna": (anteckna, 1, True),
    "ratta": (ratta, 2, True),
    "plan": (plan, 1, True),
    "samtyck": (samtyck, 1, True),
    "aterkalla": (aterkalla, 1, False),
    "folj_upp": (folj_upp, 1, True),
    "steg": (steg, 1, False),
    "avsluta": (avsluta, 1, True),
}

# De kommandon som inget skriver: de får också ett program med en gammal SQLite.
LASER_BARA = {"inkorg"}


def kor(jag):
    gor, antal, laser = KOMMANDON[jag.kommando]
    if len(jag.argument) != antal:
        raise Nej(f"{jag.kommando} tar {antal} argument")
    indata = json.loads(sys.stdin.read() or "{}") if laser else {}
    db = oppna_filen(jag.fil)
    # Läs, skriv och läs igen i en enda transaktion: ingen annan kommer emellan, och ett nej ändrar inget.
    db.execute("BEGIN" if jag.kommando in LASER_BARA else "BEGIN IMMEDIATE")
    try:
        if jag.kommando not in LASER_BARA:
            anmal(db)
        svar = gor(db, jag, indata)
        db.execute("COMMIT")
        return svar
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.close()


def main():
    las = argparse.ArgumentParser(usage=__doc__)
    las.add_argument("fil")
    las.add_argument("--som", required=True)
    las.add_argument("--enhet", default="Stödet")
    las.add_argument("kommando", choices=KOMMANDON)
    las.add_argument("argument", nargs="*")
    try:
        svar = kor(las.parse_args())
    except (Nej, sqlite3.IntegrityError, ValueError) as fel:
        print(f"fel: {fel}", file=sys.stderr)
        return 1
    except sqlite3.Error as fel:
        print(f"fel: filen gick inte att använda just nu ({fel})", file=sys.stderr)
        return 2
    json.dump(svar, sys.stdout, ensure_ascii=False)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
