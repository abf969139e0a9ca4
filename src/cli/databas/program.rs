//! `troskel databas program`: who uses the file.

use serde_json::{Value, json};

use super::{oppna, vem};
use crate::cli::{CliFel, Svar};
use crate::rena::rena_rad;
use crate::start::Installningar;
use crate::store::sqlite::{Anvandning, Process, Program};
use crate::text;

pub(super) fn visa(installningar: &Installningar) -> Result<Svar, CliFel> {
    let (mut store, aktor) = oppna(installningar)?;
    let svar = store.anvandning(&vem(&aktor))?;
    Ok(Svar {
        ja: true,
        json: som_json(&svar),
        text: text::databas::anvandning(&svar),
    })
}

fn som_json(svar: &Anvandning) -> Value {
    let processer = svar.processer.as_ref();
    json!({
        "program": svar.program.iter().map(program).collect::<Vec<_>>(),
        "processer": processer.map(|alla| alla.iter().map(|rad| process(svar, rad)).collect::<Vec<_>>()),
        "logg_mb": svar.logg_mb,
    })
}

fn program(rad: &Program) -> Value {
    json!({
        "namn": rena_rad(&rad.namn),
        "version": rena_rad(&rad.version),
        "sqlite": rena_rad(&rad.motor),
        "desk": rad.desk.as_deref().map(rena_rad),
        "process": rad.pid,
        "sedan": rena_rad(&rad.sedan),
        "igang": rad.igang,
    })
}

fn process(svar: &Anvandning, rad: &Process) -> Value {
    let anmalt = svar.anmalt(rad.pid);
    json!({
        "process": rad.pid,
        "namn": rad.namn.as_deref().map(rena_rad),
        "program": anmalt.map(|program| rena_rad(&program.namn)),
        "version": anmalt.map(|program| rena_rad(&program.version)),
        "desk": anmalt.and_then(|program| program.desk.as_deref()).map(rena_rad),
        "laser": rad.laser,
        "skriver": rad.skriver,
    })
}
