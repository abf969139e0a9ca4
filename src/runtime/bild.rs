//! Bild, the frame on its way to the terminal: gathered, so that it is sent in one write, and nothing at all where it is
//! the same as the last one. Another desk may write many times a second, and over a slow line each byte is felt.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// A writer that only gathers; [`super::terminal::Terminalvakt::rita`] sends each frame in one write.
///
/// It must not write on flush or drop: when another thread panics while a frame is drawn, the frame would land on
/// the ordinary screen, where it stays readable.
#[derive(Clone, Debug, Default)]
pub(super) struct Bildbuffert(pub(super) Rc<RefCell<Vec<u8>>>);

impl Write for Bildbuffert {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Sparsam, a backend that repeats nothing: neither the resetting of colours where no cell has changed, nor the cursor
/// where it stands already.
#[derive(Debug)]
pub(super) struct Sparsam {
    inre: CrosstermBackend<Bildbuffert>,
    /// Where the cursor is known to stand.
    plats: Option<Position>,
    /// Whether it is known to be shown or hidden.
    syns: Option<bool>,
}

impl Sparsam {
    pub(super) fn ny(bild: Bildbuffert) -> Self {
        Self {
            inre: CrosstermBackend::new(bild),
            plats: None,
            syns: None,
        }
    }

    /// Somebody else has written to the terminal, or it has been given back meanwhile: nothing is known of the cursor.
    pub(super) fn glom(&mut self) {
        (self.plats, self.syns) = (None, None);
    }
}

impl Backend for Sparsam {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut celler = content.peekable();
        if celler.peek().is_none() {
            return Ok(());
        }
        self.plats = None;
        self.inre.draw(celler)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.syns.replace(false) == Some(false) {
            return Ok(());
        }
        self.inre.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.syns.replace(true) == Some(true) {
            return Ok(());
        }
        self.inre.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inre.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.plats.replace(position) == Some(position) {
            return Ok(());
        }
        self.inre.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.glom();
        self.inre.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.glom();
        self.inre.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inre.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inre.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inre)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ratatui::widgets::Paragraph;
    use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

    use super::*;

    fn ritad(text: &'static str, markor: Option<(u16, u16)>) -> impl FnOnce(&mut Frame) {
        move |frame| {
            frame.render_widget(Paragraph::new(text), frame.area());
            if let Some(markor) = markor {
                frame.set_cursor_position(markor);
            }
        }
    }

    #[test]
    fn samma_bild_igen_ar_inga_byte_och_markoren_skickas_bara_nar_den_flyttas() {
        let bild = Bildbuffert::default();
        let val = TerminalOptions {
            viewport: Viewport::Fixed(ratatui::layout::Rect::new(0, 0, 20, 2)),
        };
        let mut terminal = Terminal::with_options(Sparsam::ny(bild.clone()), val).unwrap();
        let mut rita = |text, markor| {
            bild.0.borrow_mut().clear();
            terminal.draw(ritad(text, markor)).unwrap();
            String::from_utf8(bild.0.borrow().clone()).unwrap()
        };
        let forsta = rita("hej", Some((1, 0)));
        assert!(
            forsta.contains("hej") && forsta.ends_with("\u{1b}[?25h\u{1b}[1;2H"),
            "{forsta:?}"
        );
        assert_eq!(rita("hej", Some((1, 0))), "");
        assert_eq!(rita("hej", Some((2, 0))), "\u{1b}[1;3H");
        // A letter moves the cursor of the terminal, so it is put back where it stood.
        let bokstav = rita("hejd", Some((2, 0)));
        assert!(
            bokstav.contains('d') && bokstav.ends_with("\u{1b}[1;3H"),
            "{bokstav:?}"
        );
        assert!(!bokstav.contains("?25"), "{bokstav:?}");
        assert_eq!(rita("hejd", None), "\u{1b}[?25l");
        assert_eq!(rita("hejd", None), "");
        terminal.backend_mut().glom();
        bild.0.borrow_mut().clear();
        terminal.draw(ritad("hejd", None)).unwrap();
        assert_eq!(bild.0.borrow().as_slice(), b"\x1b[?25l");
    }
}
