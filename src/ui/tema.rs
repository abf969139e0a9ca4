//! Tema, theme: which style each role on the screen has.
//!
//! Drawing code asks for a [`Roll`], never for a colour, so a theme can be exchanged without touching a screen. No
//! state is told by colour alone: [`Roll::Vald`] and [`Roll::Fokus`] always differ from [`Roll::Grund`] by an
//! attribute (WCAG 2.1, 1.4.1), and the theme `terminal` sets no colours at all.

use std::io;
use std::path::Path;

use ratatui::style::{Color, Modifier, Style};

use crate::ui::farg::{self, Rgb};

mod fil;

/// The theme used when nothing is said: it follows the user's own colours, also high contrast set in the system.
pub const STANDARD: &str = "terminal";

/// Lowest contrast of text (WCAG 2.1, 1.4.3).
pub const KONTRAST_TEXT: f64 = 4.5;

/// Lowest contrast of frames and bars (WCAG 2.1, 1.4.11).
pub const KONTRAST_RAM: f64 = 3.0;

/// Lowest contrast of every role in `hogkontrast` (WCAG 2.1, 1.4.6).
pub const KONTRAST_HOG: f64 = 7.0;

/// The themes that are part of the program itself: name and content.
const INBYGGDA: [(&str, &str); 3] = [
    ("ljus", include_str!("../../themes/ljus.toml")),
    ("mork", include_str!("../../themes/mork.toml")),
    ("hogkontrast", include_str!("../../themes/hogkontrast.toml")),
];

/// Roll, what a piece of the screen is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Roll {
    /// Ordinary text and the background.
    Grund,
    /// Text of lesser weight.
    Dampad,
    /// Rubrik, heading.
    Rubrik,
    /// Ram, frames and lines: no text.
    Ram,
    /// The field that receives the keys.
    Fokus,
    /// The selected row of a list.
    Vald,
    /// A field that can be filled in but has not the focus.
    Inmatning,
    /// A condition that is met.
    Uppfyllt,
    /// A condition that is not met.
    EjUppfyllt,
    /// A condition nobody has answered yet, or that cannot be settled.
    Oklart,
    /// Varning, something to heed before going on.
    Varning,
    /// Fel, something that went wrong.
    Fel,
    /// Notis, a message that something was done.
    Notis,
    /// The mark in the header that this is only a rehearsal.
    Ovning,
    /// A key named in the footer or the help.
    Tangent,
    /// Sidhuvud, the top row.
    Sidhuvud,
    /// Sidfot, the bottom row.
    Sidfot,
    /// Stapel, what a chart is drawn with: no text.
    Stapel,
}

impl Roll {
    /// Every role, in the order of the declaration.
    pub const ALLA: [Self; 18] = [
        Self::Grund,
        Self::Dampad,
        Self::Rubrik,
        Self::Ram,
        Self::Fokus,
        Self::Vald,
        Self::Inmatning,
        Self::Uppfyllt,
        Self::EjUppfyllt,
        Self::Oklart,
        Self::Varning,
        Self::Fel,
        Self::Notis,
        Self::Ovning,
        Self::Tangent,
        Self::Sidhuvud,
        Self::Sidfot,
        Self::Stapel,
    ];

    /// The key of the role in a theme file, in ASCII with `_`.
    pub const fn nyckel(self) -> &'static str {
        match self {
            Self::Grund => "grund",
            Self::Dampad => "dampad",
            Self::Rubrik => "rubrik",
            Self::Ram => "ram",
            Self::Fokus => "fokus",
            Self::Vald => "vald",
            Self::Inmatning => "inmatning",
            Self::Uppfyllt => "uppfyllt",
            Self::EjUppfyllt => "ej_uppfyllt",
            Self::Oklart => "oklart",
            Self::Varning => "varning",
            Self::Fel => "fel",
            Self::Notis => "notis",
            Self::Ovning => "ovning",
            Self::Tangent => "tangent",
            Self::Sidhuvud => "sidhuvud",
            Self::Sidfot => "sidfot",
            Self::Stapel => "stapel",
        }
    }

    /// The role with this key; `-` and `_` mean the same.
    pub fn fran_nyckel(nyckel: &str) -> Option<Self> {
        let nyckel = nyckel.replace('-', "_");
        Self::ALLA.into_iter().find(|roll| roll.nyckel() == nyckel)
    }

    /// The role whose colours are used when a theme says nothing of this one. Only `Grund` has none.
    pub const fn reserv(self) -> Option<Self> {
        match self {
            Self::Grund => None,
            Self::Dampad
            | Self::Rubrik
            | Self::Vald
            | Self::Inmatning
            | Self::Uppfyllt
            | Self::Fel
            | Self::Sidhuvud
            | Self::Stapel => Some(Self::Grund),
            Self::Ram | Self::Sidfot => Some(Self::Dampad),
            Self::Fokus => Some(Self::Inmatning),
            Self::EjUppfyllt | Self::Oklart | Self::Ovning => Some(Self::Varning),
            Self::Varning => Some(Self::Fel),
            Self::Notis | Self::Tangent => Some(Self::Rubrik),
        }
    }

    /// The lowest contrast the role needs in any theme.
    pub const fn kontrastkrav(self) -> f64 {
        match self {
            Self::Ram => KONTRAST_RAM,
            _ => KONTRAST_TEXT,
        }
    }

    /// The attributes of the role in `terminal`, and in a theme that says nothing of the role.
    const fn grundattribut(self) -> Modifier {
        match self {
            Self::Grund
            | Self::Dampad
            | Self::Ram
            | Self::Uppfyllt
            | Self::Oklart
            | Self::Sidfot
            | Self::Stapel => Modifier::empty(),
            Self::Rubrik | Self::EjUppfyllt | Self::Varning | Self::Notis | Self::Tangent => {
                Modifier::BOLD
            }
            Self::Inmatning => Modifier::UNDERLINED,
            Self::Fokus | Self::Fel => Modifier::BOLD.union(Modifier::UNDERLINED),
            Self::Vald | Self::Sidhuvud => Modifier::REVERSED,
            Self::Ovning => Modifier::BOLD.union(Modifier::REVERSED),
        }
    }

    /// Roles that show where one is, and so must be told from `Grund` without colour.
    const fn visar_plats(self) -> bool {
        matches!(self, Self::Fokus | Self::Vald)
    }
}

/// Why a theme could not be used.
#[derive(Debug)]
pub enum TemaFel {
    /// No theme has the name.
    Okant {
        /// The name that was asked for.
        namn: String,
        /// The names there are.
        finns: Vec<String>,
    },
    /// The file is missing or may not be read.
    GarInteAttLasa {
        /// The file.
        kalla: String,
        /// What the system said.
        orsak: io::Error,
    },
    /// The file is larger than any theme.
    ForStor {
        /// The file.
        kalla: String,
    },
    /// The file is not TOML.
    Trasig {
        /// The file.
        kalla: String,
        /// The row of the first fault, counted from 1.
        rad: usize,
    },
    /// The themes inherit each other in a circle.
    Cirkel {
        /// The themes in the order they were reached; the last one is also met earlier.
        kedja: Vec<String>,
    },
}

impl std::error::Error for TemaFel {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::GarInteAttLasa { orsak, .. } => Some(orsak),
            Self::Okant { .. }
            | Self::ForStor { .. }
            | Self::Trasig { .. }
            | Self::Cirkel { .. } => None,
        }
    }
}

/// Something in a theme file that was passed over; `kalla` is the theme or file.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum TemaVarning {
    /// A key that means nothing.
    OkandNyckel { kalla: String, nyckel: String },
    /// A value of the wrong type.
    FelSort { kalla: String, nyckel: String },
    /// A role that does not exist.
    OkandRoll { kalla: String, roll: String },
    /// A value that is no colour and no name in the palette.
    FelFarg {
        kalla: String,
        nyckel: String,
        varde: String,
    },
    /// Only one of `fg` and `bg`.
    HalvtPar { kalla: String, roll: String },
    /// No `grund`, and so no colours to fall back on.
    IngenGrund { kalla: String },
    /// `fokus` or `vald` without an attribute of its own.
    BaraFarg { kalla: String, roll: String },
    /// Contrast below the least, counted both in full colour and in 256 colours.
    SvagKontrast {
        kalla: String,
        roll: String,
        kontrast: f64,
    },
}

/// Tema, a theme with the style of every role worked out.
#[derive(Clone, Debug, PartialEq)]
pub struct Tema {
    namn: String,
    stilar: [Style; Roll::ALLA.len()],
}

impl Default for Tema {
    fn default() -> Self {
        Self::terminal()
    }
}

impl Tema {
    /// The theme without colours: only the user's own, with bold, underlined and reversed.
    pub fn terminal() -> Self {
        Self {
            namn: STANDARD.to_owned(),
            stilar: Roll::ALLA.map(|roll| style(None, roll.grundattribut())),
        }
    }

    /// Finds a theme by name (`terminal`, `ljus`, `mork`, `hogkontrast`, or a file in `katalogmapp`), or by the path
    /// to a file that ends in `.toml`. Also returns Swedish sentences on what was passed over in the file.
    ///
    /// A name may be written with å, ä and ö and in capitals. A file in `katalogmapp` goes before the theme of the
    /// same name in the program; `terminal` cannot be replaced, since it is what always works.
    ///
    /// # Errors
    /// [`TemaFel`] when there is no such theme, or its file cannot be read or is not TOML, or themes inherit in a
    /// circle.
    pub fn hitta(namn: &str, katalogmapp: Option<&Path>) -> Result<(Self, Vec<String>), TemaFel> {
        let (tema, varningar) = fil::hitta(namn, katalogmapp)?;
        Ok((tema, varningar.iter().map(ToString::to_string).collect()))
    }

    /// The names [`Tema::hitta`] knows, in order: those of the program first.
    pub fn namnlista(katalogmapp: Option<&Path>) -> Vec<String> {
        fil::namnlista(katalogmapp)
    }

    /// The name of the theme, for display.
    pub fn namn(&self) -> &str {
        &self.namn
    }

    /// The style of a role. Foreground and background are always both set (to `Reset` where there is no colour).
    pub fn stil(&self, roll: Roll) -> Style {
        self.stilar[roll as usize]
    }

    /// Fits the theme to the terminal: without truecolor every colour becomes the nearest of xterm's 256.
    #[must_use]
    pub fn anpassa(mut self, truecolor: bool) -> Self {
        if !truecolor {
            for stil in &mut self.stilar {
                stil.fg = stil.fg.map(till_256);
                stil.bg = stil.bg.map(till_256);
            }
        }
        self
    }

    /// The contrast of a role, or `None` where the colours are the terminal's own and nobody knows them.
    pub fn kontrast(&self, roll: Roll) -> Option<f64> {
        let stil = self.stil(roll);
        Some(farg::kontrast(rgb_av(stil.fg?)?, rgb_av(stil.bg?)?))
    }
}

/// The name of the theme to use: `NO_COLOR` with any value gives `terminal` (no-color.org), else what was chosen,
/// else [`STANDARD`].
pub fn valj_namn<'a>(valt: Option<&'a str>, no_color: Option<&str>) -> &'a str {
    if no_color.is_some_and(|v| !v.is_empty()) {
        STANDARD
    } else {
        valt.unwrap_or(STANDARD)
    }
}

/// Says whether the terminal can show 16 million colours: `COLORTERM` is `truecolor` or `24bit`.
pub fn har_truecolor(colorterm: Option<&str>) -> bool {
    matches!(colorterm, Some("truecolor" | "24bit"))
}

/// Lets attributes through also when `NO_COLOR` is set. Call it once at start, before anything is drawn.
///
/// With `NO_COLOR` crossterm 0.29 writes an empty colour sequence, which resets bold and reversed too, so the
/// selected row becomes invisible. The wish behind `NO_COLOR` is met by the theme instead: [`valj_namn`].
pub fn slapp_fram_attribut() {
    crossterm::style::force_color_output(true);
}

fn style(par: Option<(Rgb, Rgb)>, attribut: Modifier) -> Style {
    let (fg, bg) = par.map_or((Color::Reset, Color::Reset), |(fg, bg)| {
        (Color::Rgb(fg.0, fg.1, fg.2), Color::Rgb(bg.0, bg.1, bg.2))
    });
    Style::new().fg(fg).bg(bg).add_modifier(attribut)
}

fn till_256(farg: Color) -> Color {
    match farg {
        Color::Rgb(r, g, b) => Color::Indexed(farg::narmaste_xterm((r, g, b))),
        annan => annan,
    }
}

fn rgb_av(farg: Color) -> Option<Rgb> {
    match farg {
        Color::Rgb(r, g, b) => Some((r, g, b)),
        Color::Indexed(n) => farg::xterm_rgb(n),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
