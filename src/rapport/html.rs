//! The report as HTML: one file with its own style, without scripts, that fetches nothing and prints well.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Rapporttabell, Rapportunderlag, kapitel, staplar::staplar};
use crate::domain::statistik::Cell;
use crate::rena::rena_rad;
use crate::text::rapport as ord;

/// Dark on white, as on paper; nothing is told by colour alone.
const STIL: &str = "
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 1rem/1.5 system-ui, 'Segoe UI', Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1, h2, th, caption { overflow-wrap: anywhere; hyphens: auto; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 2.2rem 0 .4rem; border-top: 2px solid #1a1a1a; padding-top: .6rem; }
p { margin: .4rem 0; max-width: 44rem; }
.preliminar { border: 2px solid #8a1c1c; padding: .5rem .8rem; font-weight: 600; }
table { border-collapse: collapse; margin: 1rem 0 .5rem; }
caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { border: 1px solid #6b6b6b; padding: .25rem .6rem; vertical-align: top; }
th { text-align: left; background: #f2f2f2; font-weight: 600; }
tbody th { background: #fff; font-weight: 400; }
td { text-align: right; font-variant-numeric: tabular-nums; }
tr.summa th, tr.summa td { font-weight: 600; border-top: 2px solid #1a1a1a; }
.staplar { max-width: 44rem; margin: .3rem 0 1rem; }
.staplar div { display: grid; grid-template-columns: 11rem 1fr 4rem; gap: .6rem; align-items: center; }
.staplar span { overflow-wrap: anywhere; min-width: 0; }
.staplar svg { display: block; width: 100%; height: .9rem; min-width: 0; }
.staplar rect { fill: #1f4e79; }
@media (max-width: 44rem) {
  main { padding: 1rem .6rem 2rem; }
  h1 { font-size: 1.4rem; }
  table { width: 100%; table-layout: fixed; font-size: .8rem; }
  th, td { padding: .2rem .25rem; overflow-wrap: anywhere; }
  thead th:first-child { width: 34%; }
  .staplar div { grid-template-columns: 34% 1fr 3rem; gap: .3rem; font-size: .8rem; }
}
@page { margin: 18mm 15mm; }
@media print {
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  tr, caption, .staplar { break-inside: avoid; }
  thead { display: table-header-group; }
}
";

/// The report.
pub fn html(rapport: &Rapportunderlag<'_>) -> String {
    let titel = ord::titel(rapport.statistik.period);
    let inledning = ord::inledning(
        &rapport.katalog.kommun,
        rapport.statistik.period,
        rapport.fore.period,
        rapport.gjord,
        rapport.preliminar(),
    );
    let sida = html! {
        (DOCTYPE)
        html lang="sv" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (titel) " – " (rena_rad(&rapport.katalog.kommun)) }
                style { (PreEscaped(STIL)) }
            }
            body {
                main {
                    h1 { (titel) }
                    @for mening in &inledning {
                        p class=[(mening == ord::PRELIMINAR).then_some("preliminar")] { (mening) }
                    }
                    @for kapitel in kapitel(rapport) {
                        section {
                            h2 { (kapitel.rubrik) }
                            @for stycke in &kapitel.stycken { p { (stycke) } }
                            @for tabell in &kapitel.tabeller {
                                (en_tabell(tabell))
                                @if tabell.staplar { (staplar(tabell)) }
                            }
                        }
                    }
                }
            }
        }
    };
    sida.into_string()
}

fn en_tabell(tabell: &Rapporttabell) -> Markup {
    html! {
        table {
            caption { (tabell.rubrik) }
            thead {
                tr { @for kolumn in &tabell.kolumner { th scope="col" { (kolumn) } } }
            }
            tbody {
                @for rad in &tabell.rader {
                    tr class=[rad.summa.then_some("summa")] {
                        th scope="row" { (rad.namn) }
                        @for cell in &rad.celler { td { (varde(*cell)) } }
                    }
                }
            }
        }
    }
}

fn varde(cell: Option<Cell>) -> String {
    cell.map_or_else(|| ord::UTAN.to_owned(), |cell| cell.to_string())
}
