//! The clipboard: what is copied to it lies there a minute, and no longer than the program runs unlocked.

use chrono::{DateTime, TimeDelta, Utc};

use super::{App, Effect, Env};

/// How long a copied text may lie in the clipboard, in seconds: enough to paste it in the other program.
pub const URKLIPPSTID: i64 = 60;

impl App {
    /// Copies a text. Its time begins anew: what was copied before has been written over.
    pub(super) fn kopiera(&mut self, text: String, env: &Env, effekter: &mut Vec<Effect>) {
        effekter.push(Effect::Kopiera(text));
        self.urklipp = Some(env.nu + TimeDelta::seconds(URKLIPPSTID));
    }

    /// Empties the clipboard where something of ours may lie in it, and once for each copy: what somebody copies
    /// elsewhere after that is theirs. Also for when the desk is locked.
    pub(super) fn tom_urklipp(&mut self, effekter: &mut Vec<Effect>) {
        if self.urklipp.take().is_some() {
            effekter.push(Effect::TomUrklipp);
        }
    }

    /// Empties it when its time has come, whatever it is that happens then.
    pub(super) fn tom_urklipp_i_tid(&mut self, nu: DateTime<Utc>, effekter: &mut Vec<Effect>) {
        // A clock that has been set back would leave it lying: no more than its time is ever left.
        let kvar = self.urklipp.map(|nar| nar - nu);
        if kvar.is_some_and(|kvar| kvar <= TimeDelta::zero() || kvar.num_seconds() > URKLIPPSTID) {
            self.tom_urklipp(effekter);
        }
    }
}
