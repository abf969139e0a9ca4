//! Härda, what the process asks of the operating system before it reads anything: nothing of its memory is left on a
//! disk, and no file that it makes can be read by others.

/// Hardens the process: no core dump (both the limit and, on Linux, the process as a whole, which also keeps other
/// programs of the same user from reading its memory), and no rights for others on any file that it makes.
///
/// What the system refuses is no reason not to begin: a receptionist can do nothing about it, and the other measures
/// hold all the same.
pub fn processen() {
    #[cfg(unix)]
    {
        use rustix::fs::Mode;
        use rustix::process::{Resource, Rlimit, setrlimit, umask};

        let ingen = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        let _ = setrlimit(Resource::Core, ingen);
        // Wider rights, where a folder is shared by a group on purpose, are given to each file by name.
        umask(Mode::RWXG | Mode::RWXO);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};

        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
