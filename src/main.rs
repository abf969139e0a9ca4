//! The program `troskel`.

use std::process::ExitCode;

fn main() -> ExitCode {
    troskel::cli::kor(std::env::args_os())
}
