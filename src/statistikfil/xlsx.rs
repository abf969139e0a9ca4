//! XLSX: what the statistics are on the first sheet, then a sheet for each table, and last every figure, one a row.
//!
//! Nothing in the file tells of the user or the machine, nor of a time of day.

use chrono::Datelike;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::csv::KOLUMNER;
use super::ord::dold;
use super::{Filunderlag, rader};
use crate::domain::insats::InsatsNr;
use crate::domain::statistik::Cell;
use crate::domain::statistik::tabell::{Del, Tabell};
use crate::rena::rena_rad;
use crate::text;
use crate::text::statistikfil as ord;

/// Longest text of a cell; a spreadsheet takes no more than some more.
const LANGST: usize = 32_000;
/// Widest column, in pixels.
const BREDAST: u32 = 420;

/// The shapes of cells.
struct Form {
    rubrik: Format,
    summa: Format,
    dold: Format,
    lopande: Format,
}

/// The file.
///
/// # Errors
/// What the writer says; nothing in statistics that could be counted makes it.
pub fn xlsx(fil: &Filunderlag<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut bok = Workbook::new();
    let gjord = fil.gjord;
    let (ar, manad, dag) = (gjord.year(), gjord.month(), gjord.day());
    let skapad = ExcelDateTime::from_ymd(
        u16::try_from(ar).unwrap_or(2000),
        u8::try_from(manad).unwrap_or(1),
        u8::try_from(dag).unwrap_or(1),
    )?;
    bok.set_properties(
        &DocProperties::new()
            .set_title(ord::OM)
            .set_subject(text::rapport::period(fil.statistik.period))
            .set_creation_datetime(&skapad),
    );
    let form = Form {
        rubrik: Format::new().set_bold(),
        summa: Format::new().set_bold(),
        dold: Format::new().set_align(FormatAlign::Right),
        lopande: Format::new().set_text_wrap().set_align(FormatAlign::Top),
    };
    om(bok.add_worksheet(), fil, &form)?;
    for (framfor, del) in [
        (None, &fil.statistik.insatser),
        (
            Some(ord::FAMILJERADGIVNING),
            &fil.statistik.familjeradgivning,
        ),
    ] {
        let namn = |namn: &str| match framfor {
            Some(framfor) => ord::bladnamn(&format!("{framfor} {namn}")),
            None => ord::bladnamn(namn),
        };
        for tabell in &del.tabeller {
            let blad = bok.add_worksheet();
            blad.set_name(namn(text::rapport::avsnitt_kort(tabell.avsnitt)))?;
            en_tabell(blad, fil, tabell, &form)?;
        }
        if !del.manader.is_empty() {
            let blad = bok.add_worksheet();
            blad.set_name(namn(ord::MANADER))?;
            manader(blad, fil, del, &form)?;
        }
    }
    if !fil.statistik.timmar.is_empty() {
        timmar(bok.add_worksheet(), fil, &form)?;
    }
    uppgifter(bok.add_worksheet(), fil, &form)?;
    bok.save_to_buffer()
}

/// A text; never a formula, whatever it begins with.
fn skriv(
    blad: &mut Worksheet,
    plats: (u32, u16),
    text: &str,
    form: Option<&Format>,
) -> Result<(), XlsxError> {
    let text: String = rena_rad(text).chars().take(LANGST).collect();
    match form {
        Some(form) => blad.write_string_with_format(plats.0, plats.1, text, form)?,
        None => blad.write_string(plats.0, plats.1, text)?,
    };
    Ok(())
}

/// A figure: a number, or why it is none; an empty cell where there is none yet.
fn skriv_antal(
    blad: &mut Worksheet,
    plats: (u32, u16),
    antal: Option<Cell>,
    form: &Form,
    fet: bool,
) -> Result<(), XlsxError> {
    match antal {
        None => {}
        Some(Cell::Antal(tal)) => match (u32::try_from(tal), fet) {
            (Ok(tal), true) => {
                blad.write_number_with_format(plats.0, plats.1, tal, &form.summa)?;
            }
            (Ok(tal), false) => {
                blad.write_number(plats.0, plats.1, tal)?;
            }
            // More than a spreadsheet can be trusted to keep to the last digit is more than anybody counts.
            (Err(_), _) => skriv(blad, plats, &tal.to_string(), None)?,
        },
        Some(antal @ (Cell::FarreAn5 | Cell::Dold | Cell::Odelad)) => {
            skriv(blad, plats, &antal.to_string(), Some(&form.dold))?;
        }
    }
    Ok(())
}

/// The columns of a sheet end here, whatever was counted.
fn kolumn(plats: usize) -> u16 {
    u16::try_from(plats).unwrap_or(u16::MAX)
}

fn rad_nr(plats: usize) -> u32 {
    u32::try_from(plats).unwrap_or(u32::MAX)
}

/// What holds for every sheet with a table in it.
fn avsluta(blad: &mut Worksheet, frys: u16) -> Result<(), XlsxError> {
    blad.set_freeze_panes(1, frys)?;
    blad.set_repeat_rows(0, 0)?;
    blad.set_landscape();
    blad.set_print_fit_to_pages(1, 0);
    blad.set_autofit_max_width(BREDAST);
    blad.autofit();
    Ok(())
}

fn om(blad: &mut Worksheet, fil: &Filunderlag<'_>, form: &Form) -> Result<(), XlsxError> {
    blad.set_name(ord::bladnamn(ord::OM))?;
    blad.set_column_width(0, 34)?;
    blad.set_column_width(1, 70)?;
    skriv(blad, (0, 0), ord::OM, Some(&form.rubrik))?;
    let statistik = fil.statistik;
    let period = statistik.period;
    let rader = [
        (ord::KOMMUN, fil.katalog.kommun.clone()),
        (ord::PERIOD, text::rapport::period(period)),
        (
            ord::MANADER_FRAN_TILL,
            format!("{} {}", period.forsta(), period.sista()),
        ),
        (ord::GJORD, fil.gjord.to_string()),
        (ord::KATALOG, fil.katalog.version.clone()),
    ];
    let mut rad = 1;
    for (namn, varde) in rader {
        skriv(blad, (rad, 0), namn, None)?;
        skriv(blad, (rad, 1), &varde, None)?;
        rad += 1;
    }
    for (namn, antal) in [
        (ord::DOLDA_SMA, statistik.dolda.sma),
        (ord::DOLDA_SKYDD, statistik.dolda.foljd),
    ] {
        skriv(blad, (rad, 0), namn, None)?;
        blad.write_number(rad, 1, rad_nr(antal))?;
        rad += 1;
    }
    rad += 1;
    for mening in ord::anmarkningar(statistik, fil.preliminar()) {
        skriv(blad, (rad, 1), &mening, Some(&form.lopande))?;
        rad += 1;
    }
    blad.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Number, name and KSI code of an insats.
fn insats(
    blad: &mut Worksheet,
    rad: u32,
    fil: &Filunderlag<'_>,
    nr: InsatsNr,
) -> Result<(), XlsxError> {
    let en = fil.katalog.insats(nr);
    skriv(blad, (rad, 0), &nr.to_string(), None)?;
    skriv(blad, (rad, 1), en.map_or("", |en| &en.namn), None)?;
    let ksi = en.and_then(|en| en.ksi.as_deref()).unwrap_or_default();
    skriv(blad, (rad, 2), ksi, None)
}

fn rubriker(
    blad: &mut Worksheet,
    egna: impl Iterator<Item = String>,
    form: &Form,
) -> Result<(), XlsxError> {
    let fasta = [ord::NR, ord::INSATS, ord::KSI].map(str::to_owned);
    for (plats, rubrik) in fasta.into_iter().chain(egna).enumerate() {
        skriv(blad, (0, kolumn(plats)), &rubrik, Some(&form.rubrik))?;
    }
    Ok(())
}

fn en_tabell(
    blad: &mut Worksheet,
    fil: &Filunderlag<'_>,
    tabell: &Tabell,
    form: &Form,
) -> Result<(), XlsxError> {
    let ord_for = tabell
        .koder
        .iter()
        .map(|kod| text::rapport::kod(tabell.avsnitt, kod));
    let alla = tabell.avsnitt.har_summa().then(|| ord::ALLA.to_owned());
    rubriker(blad, ord_for.chain(alla), form)?;
    for (plats, rad) in tabell.rader.iter().enumerate() {
        let nr = rad_nr(plats + 1);
        insats(blad, nr, fil, rad.insats)?;
        let celler = rad.celler.iter().copied().chain(rad.alla);
        for (plats, antal) in celler.enumerate() {
            skriv_antal(blad, (nr, kolumn(plats + 3)), Some(antal), form, false)?;
        }
    }
    let summor = tabell.summor.iter().copied().chain(tabell.alla);
    summa(blad, rad_nr(tabell.rader.len() + 1), summor.map(Some), form)?;
    avsluta(blad, 2)
}

fn summa(
    blad: &mut Worksheet,
    rad: u32,
    celler: impl Iterator<Item = Option<Cell>>,
    form: &Form,
) -> Result<(), XlsxError> {
    skriv(blad, (rad, 1), ord::ALLA_INSATSER, Some(&form.summa))?;
    for (plats, antal) in celler.enumerate() {
        skriv_antal(blad, (rad, kolumn(plats + 3)), antal, form, true)?;
    }
    Ok(())
}

fn manader(
    blad: &mut Worksheet,
    fil: &Filunderlag<'_>,
    del: &Del,
    form: &Form,
) -> Result<(), XlsxError> {
    rubriker(
        blad,
        fil.statistik.manader().map(text::rapport::manad),
        form,
    )?;
    let i_manader = |celler: &[Cell]| {
        let manader = fil.statistik.manader().zip(celler.to_vec());
        manader.map(|(manad, antal)| antal.i_manaden(manad, fil.gjord))
    };
    for (plats, (nr, celler)) in del.manader.iter().enumerate() {
        let rad = rad_nr(plats + 1);
        insats(blad, rad, fil, *nr)?;
        for (plats, antal) in i_manader(celler).enumerate() {
            skriv_antal(blad, (rad, kolumn(plats + 3)), antal, form, false)?;
        }
    }
    let alla = i_manader(&del.manader_alla);
    summa(blad, rad_nr(del.manader.len() + 1), alla, form)?;
    avsluta(blad, 2)
}

fn timmar(blad: &mut Worksheet, fil: &Filunderlag<'_>, form: &Form) -> Result<(), XlsxError> {
    blad.set_name(ord::bladnamn(ord::TIMMAR))?;
    skriv(blad, (0, 0), ord::TIMME, Some(&form.rubrik))?;
    skriv(blad, (0, 1), ord::ANTAL, Some(&form.rubrik))?;
    for (plats, (timme, antal)) in fil.statistik.timmar.iter().enumerate() {
        let rad = rad_nr(plats + 1);
        skriv(blad, (rad, 0), &text::rapport::veckotimme(*timme), None)?;
        skriv_antal(blad, (rad, 1), Some(*antal), form, false)?;
    }
    avsluta(blad, 1)
}

/// The rows of the CSV file, under the same headings.
fn uppgifter(blad: &mut Worksheet, fil: &Filunderlag<'_>, form: &Form) -> Result<(), XlsxError> {
    blad.set_name(ord::bladnamn(ord::ALLA_UPPGIFTER))?;
    for (plats, rubrik) in KOLUMNER.iter().enumerate() {
        skriv(blad, (0, kolumn(plats)), rubrik, Some(&form.rubrik))?;
    }
    let period = fil.statistik.period.to_string();
    let preliminar = if fil.preliminar() { "ja" } else { "nej" };
    let rader = rader(fil);
    for (plats, en) in rader.iter().enumerate() {
        let rad = rad_nr(plats + 1);
        let nr = en.insats.map(|nr| nr.to_string()).unwrap_or_default();
        let texter = [
            (0, period.as_str()),
            (1, preliminar),
            (2, en.del),
            (3, en.avsnitt),
            (4, nr.as_str()),
            (5, en.namn.as_str()),
            (6, en.ksi.as_str()),
            (7, en.kod.as_str()),
            (8, en.text.as_str()),
            (9, en.hur.kod()),
            (11, dold(en.antal)),
        ];
        for (kolumn, text) in texter {
            skriv(blad, (rad, kolumn), text, None)?;
        }
        skriv_antal(blad, (rad, 10), en.antal, form, false)?;
    }
    if !rader.is_empty() {
        blad.autofilter(0, 0, rad_nr(rader.len()), kolumn(KOLUMNER.len() - 1))?;
    }
    avsluta(blad, 0)
}
