//! Utskrift, a text handed to the print command of the desk: through a pipe, so that no slip is left in a file, and
//! without a shell, so that no sign in the command means anything but itself.

use std::io::{self, Write};
use std::process::{Command, Stdio};

/// Gives `text` to the command, whose words are parted by spaces, and waits for it.
///
/// # Errors
/// When there is no such program, when it does not take the text, and when it ends with anything but success.
pub(crate) fn skriv_ut(kommando: &str, text: &str) -> io::Result<()> {
    let mut ord = kommando.split_whitespace();
    let program = ord.next().ok_or(io::ErrorKind::InvalidInput)?;
    let mut barn = Command::new(program)
        .args(ord)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // The pipe is closed when it has been written to: that is how the command knows that this was all.
    let skrivet = barn
        .stdin
        .take()
        .map_or(Ok(()), |mut till| till.write_all(text.as_bytes()));
    let slut = barn.wait()?;
    skrivet?;
    if slut.success() {
        Ok(())
    } else {
        Err(io::ErrorKind::Other.into())
    }
}
