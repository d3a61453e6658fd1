//! The program `ungpho`.

use std::process::ExitCode;

use tracing_subscriber::filter::LevelFilter;

fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(LevelFilter::WARN).init();
    match ungpho::commands::run() {
        Ok(status) => status,
        Err(failure) => {
            eprintln!("ungpho: {failure}");
            ExitCode::FAILURE
        }
    }
}
