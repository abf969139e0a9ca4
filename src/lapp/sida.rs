//! Sida, a page to be given away: headings, short points and a few facts, the same in every form it is written in.

/// Bit, a piece of a sentence and the language that it is in, where it is another than that of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bit {
    /// The words.
    pub text: String,
    /// Code of the language.
    pub sprak: Option<String>,
}

/// Mening, a sentence or two: one point of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mening(pub Vec<Bit>);

impl Mening {
    /// A sentence in the language of the page.
    pub fn ny(text: impl Into<String>) -> Self {
        Self::pa(text, None)
    }

    /// A sentence in this language.
    pub fn pa(text: impl Into<String>, sprak: Option<&str>) -> Self {
        Self(vec![Bit {
            text: text.into(),
            sprak: sprak.map(str::to_owned),
        }])
    }

    /// The sentence `mall` with `varde` for `{nyckel}`: each of the two keeps its language.
    pub fn med(mall: &str, nyckel: &str, varde: &str, sprak: [Option<&str>; 2]) -> Self {
        let lucka = format!("{{{nyckel}}}");
        let mut bitar = Vec::new();
        for (plats, del) in mall.split(&lucka).enumerate() {
            if plats > 0 {
                bitar.extend(Self::pa(varde, sprak[1]).0);
            }
            if !del.is_empty() {
                bitar.extend(Self::pa(del, sprak[0]).0);
            }
        }
        Self(bitar)
    }

    /// The words alone.
    pub fn text(&self) -> String {
        self.0.iter().map(|bit| bit.text.as_str()).collect()
    }
}

/// Uppgift, a fact under its label: the kommun, the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uppgift {
    /// What it is.
    pub etikett: String,
    /// What it says; a name out of the catalogue is in Swedish on every page.
    pub varde: Mening,
}

/// Avsnitt, a part of a page: a heading and its points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avsnitt {
    /// Heading.
    pub rubrik: Mening,
    /// The points.
    pub punkter: Vec<Mening>,
    /// A QR code that says the same as one of the points.
    pub rutor: Option<super::qr::Rutor>,
}

/// Sida, a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sida {
    /// Code of its language.
    pub sprak: String,
    /// The only main heading.
    pub rubrik: String,
    /// The code of a slip and what it is called: printed large.
    pub kod: Option<(String, String)>,
    /// The facts under the heading.
    pub uppgifter: Vec<Uppgift>,
    /// The parts.
    pub avsnitt: Vec<Avsnitt>,
    /// What stands last and small: which text this is.
    pub fot: String,
}
