//! A page as HTML that stands by itself: nothing is fetched and nothing runs. One main heading, parts with headings of
//! their own, lists as lists; no table is used to lay anything out. It prints on A4, A5 and on a strip of 80 mm.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::qr::Rutor;
use super::sida::{Avsnitt, Mening, Sida};

/// Black or nearly black on white: the contrast is 12 and more everywhere, on the screen and on paper.
const STIL: &str = "\
:root{color-scheme:light}\
body{margin:0 auto;padding:1.5rem;max-width:38rem;background:#fff;color:#000;\
font:1.125rem/1.5 system-ui,-apple-system,'Segoe UI',Arial,sans-serif}\
h1{font-size:1.8rem;line-height:1.2;margin:0 0 .75rem}\
h2{font-size:1.25rem;line-height:1.3;margin:1.25rem 0 .25rem}\
ul{margin:.25rem 0;padding-left:1.4rem}\
li{margin:.2rem 0}\
dl{margin:.5rem 0}\
dl div{margin:.1rem 0}\
dt{display:inline;font-weight:700}\
dt::after{content:':'}\
dd{display:inline;margin:0 0 0 .35rem}\
.kod{margin:.5rem 0;padding:.5rem .75rem;border:.15rem solid #000;width:fit-content}\
.kod strong{display:block;font:700 2.75rem/1.1 ui-monospace,Consolas,'Liberation Mono',monospace;letter-spacing:.06em}\
figure{float:right;margin:0 0 .5rem 1rem}\
figure svg{display:block;width:8rem;height:8rem}\
@media (max-width:26rem){figure{float:none;margin:.5rem 0}}\
footer{margin-top:1.5rem;font-size:.9rem;color:#333}\
@page{margin:12mm}\
@media print{body{max-width:none;padding:0;font-size:12pt;line-height:1.4}h1{font-size:20pt}\
h2{font-size:14pt;margin-top:12pt}.kod strong{font-size:32pt}footer{font-size:10pt;margin-top:12pt}\
section,figure,.kod{break-inside:avoid}h2{break-after:avoid}\
figure svg{width:28mm;height:28mm}}\
@media print and (max-width:155mm){body{font-size:10pt;line-height:1.3}h1{font-size:16pt;margin-bottom:4pt}\
h2{font-size:11.5pt;margin-top:7pt}li{margin:1pt 0}.kod{padding:3pt 6pt}.kod strong{font-size:26pt}\
footer{font-size:9pt;margin-top:7pt}figure svg{width:24mm;height:24mm}}\
@media print and (max-width:90mm){.kod strong{font-size:22pt}}";

/// The page as a whole document.
pub fn som_html(sida: &Sida) -> String {
    html! {
        (DOCTYPE)
        html lang=(sida.sprak) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (sida.rubrik) }
                style { (PreEscaped(STIL)) }
            }
            body {
                main {
                    h1 { (sida.rubrik) }
                    @if let Some((etikett, kod)) = &sida.kod {
                        p.kod { (etikett) ": " strong { (kod) } }
                    }
                    @if !sida.uppgifter.is_empty() {
                        dl {
                            @for uppgift in &sida.uppgifter {
                                div { dt { (uppgift.etikett) } dd { (mening(&uppgift.varde)) } }
                            }
                        }
                    }
                    @for (nr, del) in sida.avsnitt.iter().enumerate() { (avsnitt(nr, del)) }
                }
                footer { p { (sida.fot) } }
            }
        }
    }
    .into_string()
        + "\n"
}

fn avsnitt(nr: usize, del: &Avsnitt) -> Markup {
    let id = format!("del-{nr}");
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (mening(&del.rubrik)) }
            @if let Some(rutor) = &del.rutor { (figur(rutor)) }
            ul { @for punkt in &del.punkter { li { (mening(punkt)) } } }
        }
    }
}

fn mening(mening: &Mening) -> Markup {
    html! {
        @for bit in &mening.0 {
            @if let Some(sprak) = &bit.sprak {
                span lang=(sprak) dir="auto" { (bit.text) }
            } @else {
                (bit.text)
            }
        }
    }
}

fn figur(rutor: &Rutor) -> Markup {
    let sida = rutor.sida();
    html! {
        figure {
            svg role="img" aria-labelledby="rutor" viewBox={ "0 0 " (sida) " " (sida) } shape-rendering="crispEdges" {
                title id="rutor" { "QR: " (rutor.i_ord) }
                rect width=(sida) height=(sida) fill="#fff" {}
                path d=(rutor.som_vag()) fill="#000" {}
            }
            figcaption { (rutor.i_ord) }
        }
    }
}
