//! Inmatning, what comes from the keyboard, made alike on every system before anybody else sees it.

use std::fmt;

pub use crossterm::event::KeyCode;
use crossterm::event::{Event, KeyEvent, KeyEventKind, KeyModifiers};

use crate::rena::{otillaten, rena_text};

/// Something the user did, or the window.
#[derive(Clone, PartialEq, Eq)]
pub enum Inmatning {
    /// A key.
    Tangent(Tangent),
    /// Pasted text, cleaned; its line breaks are `\n`. Text only, never a command.
    Klistrat(String),
    /// The window has this many columns and rows.
    Storlek(u16, u16),
}

impl fmt::Debug for Inmatning {
    /// Keys and pasted text may be personal data and are not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tangent(_) => f.write_str("Tangent(…)"),
            Self::Klistrat(_) => f.write_str("Klistrat(…)"),
            Self::Storlek(kolumner, rader) => write!(f, "Storlek({kolumner}, {rader})"),
        }
    }
}

/// Tangent, a key with what was held down.
///
/// `skift` is never set for a plain character: the character itself says it. Shift+Tab is `Tab` with `skift`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tangent {
    /// The key.
    pub kod: KeyCode,
    /// Ctrl was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held.
    pub skift: bool,
}

/// Makes an event alike on every system; `None` for what the program does not heed.
///
/// Releases are dropped, or every key would count twice on Windows. Ctrl+Alt with a character is the plain
/// character, since that is how Windows sends `AltGr` (`@ € $ { [ ] } \ ~` on a Swedish keyboard).
pub fn normalisera(handelse: Event) -> Option<Inmatning> {
    match handelse {
        Event::Key(tangent) => Tangent::fran_handelse(tangent).map(Inmatning::Tangent),
        Event::Paste(text) => Some(Inmatning::Klistrat(rena_text(&text))),
        Event::Resize(kolumner, rader) => Some(Inmatning::Storlek(kolumner, rader)),
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}

/// Reads a run of keys: `boende<Enter>j`. A `<` that begins no known key stands for itself.
pub fn tangenter(text: &str) -> Vec<Tangent> {
    let mut ut = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let namngiven = rest
            .find('>')
            .filter(|_| c == '<')
            .and_then(|slut| Some((Tangent::fran_text(&rest[..=slut])?, slut + 1)));
        let (tangent, langd) = namngiven.unwrap_or((Tangent::tecken(c), c.len_utf8()));
        ut.push(tangent);
        rest = &rest[langd..];
    }
    ut
}

/// Keys written by name: in key strings (small letters), and for the user.
const NAMN: [(&str, KeyCode, &str); 17] = [
    ("enter", KeyCode::Enter, "Enter"),
    ("esc", KeyCode::Esc, "Esc"),
    ("tab", KeyCode::Tab, "Tab"),
    ("bs", KeyCode::Backspace, "Backsteg"),
    ("backspace", KeyCode::Backspace, "Backsteg"),
    ("del", KeyCode::Delete, "Delete"),
    ("ins", KeyCode::Insert, "Insert"),
    ("up", KeyCode::Up, "↑"),
    ("down", KeyCode::Down, "↓"),
    ("left", KeyCode::Left, "←"),
    ("right", KeyCode::Right, "→"),
    ("home", KeyCode::Home, "Home"),
    ("end", KeyCode::End, "End"),
    ("pgup", KeyCode::PageUp, "PgUp"),
    ("pgdn", KeyCode::PageDown, "PgDn"),
    ("space", KeyCode::Char(' '), "Mellanslag"),
    ("lt", KeyCode::Char('<'), "<"),
];

impl Tangent {
    /// Enter.
    pub const ENTER: Self = Self::ren(KeyCode::Enter);
    /// Escape.
    pub const ESC: Self = Self::ren(KeyCode::Esc);
    /// F8: what takes something away.
    pub const F8: Self = Self::ren(KeyCode::F(8));

    /// A key without anything held down.
    pub const fn ren(kod: KeyCode) -> Self {
        Self {
            kod,
            ctrl: false,
            alt: false,
            skift: false,
        }
    }

    /// A plain character.
    pub const fn tecken(c: char) -> Self {
        Self::ren(KeyCode::Char(c))
    }

    /// The character to be written in a field; `None` for every other key.
    pub const fn skrivet(&self) -> Option<char> {
        match self.kod {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    fn fran_handelse(handelse: KeyEvent) -> Option<Self> {
        if handelse.kind == KeyEventKind::Release {
            return None;
        }
        let ctrl = handelse.modifiers.contains(KeyModifiers::CONTROL);
        let alt = handelse.modifiers.contains(KeyModifiers::ALT);
        let skift = handelse.modifiers.contains(KeyModifiers::SHIFT);
        match handelse.code {
            KeyCode::Char(c) if otillaten(c) => None,
            KeyCode::Char(c) if ctrl && alt => Some(Self::tecken(c)),
            KeyCode::Char(c) => Some(Self {
                ctrl,
                alt,
                ..Self::ren(kontrolltecken(c, ctrl))
            }),
            KeyCode::BackTab => Some(Self {
                kod: KeyCode::Tab,
                ctrl,
                alt,
                skift: true,
            }),
            kod @ (KeyCode::Backspace
            | KeyCode::Enter
            | KeyCode::Left
            | KeyCode::Right
            | KeyCode::Up
            | KeyCode::Down
            | KeyCode::Home
            | KeyCode::End
            | KeyCode::PageUp
            | KeyCode::PageDown
            | KeyCode::Tab
            | KeyCode::Delete
            | KeyCode::Insert
            | KeyCode::F(_)
            | KeyCode::Esc) => Some(Self {
                kod,
                ctrl,
                alt,
                skift,
            }),
            KeyCode::Null
            | KeyCode::CapsLock
            | KeyCode::ScrollLock
            | KeyCode::NumLock
            | KeyCode::PrintScreen
            | KeyCode::Pause
            | KeyCode::Menu
            | KeyCode::KeypadBegin
            | KeyCode::Media(_)
            | KeyCode::Modifier(_) => None,
        }
    }

    /// Reads one key: a single character, or a name in angle brackets with `C-`, `A-` and `S-` before it:
    /// `a`, `<F2>`, `<C-q>`, `<S-Tab>`, `<Enter>`, `<Space>`, `<lt>`. Names may be written in capitals or not.
    pub fn fran_text(text: &str) -> Option<Self> {
        let mut tecken = text.chars();
        if let (Some(c), None) = (tecken.next(), tecken.next()) {
            return (!otillaten(c)).then(|| Self::tecken(c));
        }
        let mut inre = text.strip_prefix('<')?.strip_suffix('>')?;
        let mut tangent = Self::ren(KeyCode::Null);
        loop {
            let (flagga, rest) = match inre.split_at_checked(2) {
                Some(("C-" | "c-", rest)) => (&mut tangent.ctrl, rest),
                Some(("A-" | "a-", rest)) => (&mut tangent.alt, rest),
                Some(("S-" | "s-", rest)) => (&mut tangent.skift, rest),
                _ => break,
            };
            if rest.is_empty() || std::mem::replace(flagga, true) {
                return None;
            }
            inre = rest;
        }
        let litet = inre.to_lowercase();
        let mut tecken = inre.chars();
        let kod = match (tecken.next(), tecken.next()) {
            // Shift is part of the character, so it says nothing beside one.
            (Some(c), None) if tangent.ctrl || (tangent.alt && !tangent.skift) => KeyCode::Char(c),
            _ => match NAMN.iter().find(|(namn, ..)| *namn == litet) {
                Some((_, kod, _)) => *kod,
                None => KeyCode::F(
                    litet
                        .strip_prefix('f')?
                        .parse()
                        .ok()
                        .filter(|n| (1..=24).contains(n))?,
                ),
            },
        };
        // Built from parts it obeys the same rules as a key that was pressed.
        let mut halls = KeyModifiers::empty();
        halls.set(KeyModifiers::CONTROL, tangent.ctrl);
        halls.set(KeyModifiers::ALT, tangent.alt);
        halls.set(KeyModifiers::SHIFT, tangent.skift);
        Self::fran_handelse(KeyEvent::new(kod, halls))
    }

    /// The key as the user reads it: `Enter`, `Skift+Tab`, `Ctrl+Q`, `F1`, `Mellanslag`, `↑`, `a`.
    pub fn etikett(&self) -> String {
        let mut ut = String::new();
        for (halls, namn) in [
            (self.ctrl, "Ctrl+"),
            (self.alt, "Alt+"),
            (self.skift, "Skift+"),
        ] {
            if halls {
                ut.push_str(namn);
            }
        }
        if let Some((_, _, namn)) = NAMN.iter().find(|(_, kod, _)| *kod == self.kod) {
            ut.push_str(namn);
            return ut;
        }
        match self.kod {
            KeyCode::Char(c) if self.ctrl || self.alt => ut.extend(c.to_uppercase()),
            KeyCode::Char(c) => ut.push(c),
            KeyCode::F(n) => ut.extend(["F", &n.to_string()]),
            // No other key comes out of `normalisera`.
            _ => ut.push('?'),
        }
        ut
    }
}

/// With Ctrl held, capitals and small letters are the same key; terminals do not agree on which they send.
fn kontrolltecken(c: char, ctrl: bool) -> KeyCode {
    let mut litet = c.to_lowercase();
    match (ctrl, litet.next(), litet.next()) {
        (true, Some(l), None) => KeyCode::Char(l),
        _ => KeyCode::Char(c),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

    use super::*;

    fn tryck(kod: KeyCode, halls: KeyModifiers) -> Option<Inmatning> {
        normalisera(Event::Key(KeyEvent::new(kod, halls)))
    }

    fn tangent(text: &str) -> Option<Inmatning> {
        let last = Tangent::fran_text(text);
        assert!(last.is_some(), "{text}");
        last.map(Inmatning::Tangent)
    }

    #[test]
    fn slapp_raknas_inte_men_upprepning_gor_det() {
        for (kind, vantad) in [
            (KeyEventKind::Press, tangent("a")),
            (KeyEventKind::Repeat, tangent("a")),
            (KeyEventKind::Release, None),
        ] {
            let handelse = KeyEvent::new_with_kind(KeyCode::Char('a'), KeyModifiers::NONE, kind);
            assert_eq!(normalisera(Event::Key(handelse)), vantad);
        }
    }

    #[test]
    fn altgr_ger_tecknet() {
        let altgr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        for c in "@€$£{[]}\\~|µ".chars() {
            for halls in [altgr, altgr | KeyModifiers::SHIFT] {
                let vantad = Some(Inmatning::Tangent(Tangent::tecken(c)));
                assert_eq!(tryck(KeyCode::Char(c), halls), vantad);
            }
        }
        assert_eq!(Tangent::tecken('@').skrivet(), Some('@'));
    }

    #[test]
    fn tangenter_blir_lika_overallt() {
        use KeyModifiers as M;
        assert_eq!(tryck(KeyCode::Char('Å'), M::SHIFT), tangent("Å"));
        assert_eq!(tryck(KeyCode::BackTab, M::SHIFT), tangent("<S-Tab>"));
        assert_eq!(tryck(KeyCode::BackTab, M::NONE), tangent("<S-Tab>"));
        assert_eq!(tryck(KeyCode::Tab, M::SHIFT), tangent("<s-tab>"));
        assert_eq!(
            tryck(KeyCode::Char('Q'), M::CONTROL | M::SHIFT),
            tangent("<C-q>")
        );
        assert_eq!(tryck(KeyCode::Left, M::CONTROL), tangent("<C-Left>"));
        assert_eq!(tryck(KeyCode::Left, M::SHIFT), tangent("<S-Left>"));
        assert_eq!(
            tryck(KeyCode::End, M::CONTROL | M::SHIFT),
            tangent("<C-S-End>")
        );
        assert_eq!(tryck(KeyCode::Insert, M::SHIFT), tangent("<S-Ins>"));
        assert_eq!(tryck(KeyCode::Backspace, M::CONTROL), tangent("<C-BS>"));
        assert_eq!(tryck(KeyCode::Enter, M::CONTROL), tangent("<C-Enter>"));
        assert_eq!(tryck(KeyCode::Char('\u{1b}'), M::NONE), None);
        assert_eq!(tryck(KeyCode::CapsLock, M::NONE), None);
        assert_eq!(tryck(KeyCode::Null, M::NONE), None);
    }

    #[test]
    fn klistrat_renas_och_behaller_sina_rader() {
        let handelse = Event::Paste("Anna\r\nA\u{30A}sa\u{202E}".to_owned());
        let Some(Inmatning::Klistrat(text)) = normalisera(handelse) else {
            panic!()
        };
        assert_eq!(text, "Anna\nÅsa\u{FFFD}");
    }

    #[test]
    fn fonster_och_mus() {
        assert_eq!(
            normalisera(Event::Resize(80, 24)),
            Some(Inmatning::Storlek(80, 24))
        );
        assert_eq!(normalisera(Event::FocusLost), None);
        let mus = MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: 1,
            row: 1,
            modifiers: KeyModifiers::NONE,
        };
        assert_eq!(normalisera(Event::Mouse(mus)), None);
    }

    #[test]
    fn felsokningstext_visar_inget_skrivet() {
        for i in [
            Inmatning::Klistrat("Anna".to_owned()),
            Inmatning::Tangent(Tangent::tecken('A')),
        ] {
            assert!(!format!("{i:?}").contains('A'), "{i:?}");
        }
    }

    #[test]
    fn text_blir_tangenter() {
        for (text, vantad) in [
            ("<F2>", Tangent::ren(KeyCode::F(2))),
            ("<f12>", Tangent::ren(KeyCode::F(12))),
            ("a", Tangent::tecken('a')),
            ("<", Tangent::tecken('<')),
            ("<lt>", Tangent::tecken('<')),
            ("<Space>", Tangent::tecken(' ')),
            (
                "<A-x>",
                Tangent {
                    alt: true,
                    ..Tangent::tecken('x')
                },
            ),
            (
                "<C-S-End>",
                Tangent {
                    ctrl: true,
                    skift: true,
                    ..Tangent::ren(KeyCode::End)
                },
            ),
            ("<BS>", Tangent::ren(KeyCode::Backspace)),
        ] {
            assert_eq!(Tangent::fran_text(text), Some(vantad), "{text}");
        }
        for fel in [
            "",
            "ab",
            "<>",
            "<C->",
            "<C-C-x>",
            "<F0>",
            "<F25>",
            "<F>",
            "<a>",
            "<S-a>",
            "<C-\u{1b}>",
            "<hej>",
            "<Enter",
            "\u{1b}",
        ] {
            assert_eq!(Tangent::fran_text(fel), None, "{fel}");
        }
    }

    #[test]
    fn en_rad_tangenter() {
        let lasta: Vec<String> = tangenter("bö<Enter>j<x")
            .iter()
            .map(Tangent::etikett)
            .collect();
        assert_eq!(lasta, ["b", "ö", "Enter", "j", "<", "x"]);
        assert_eq!(tangenter("a>b").len(), 3);
        assert_eq!(
            tangenter("<<Esc>"),
            [Tangent::tecken('<'), Tangent::ren(KeyCode::Esc)]
        );
        assert_eq!(tangenter(""), []);
    }

    #[test]
    fn etiketter_pa_svenska() {
        for (text, vantad) in [
            ("<Enter>", "Enter"),
            ("<Esc>", "Esc"),
            ("<S-Tab>", "Skift+Tab"),
            ("<C-q>", "Ctrl+Q"),
            ("<F1>", "F1"),
            (" ", "Mellanslag"),
            ("<C-Space>", "Ctrl+Mellanslag"),
            ("<Up>", "↑"),
            ("<PgDn>", "PgDn"),
            ("<Backspace>", "Backsteg"),
            ("j", "j"),
            ("?", "?"),
        ] {
            assert_eq!(Tangent::fran_text(text).unwrap().etikett(), vantad);
        }
    }
}
