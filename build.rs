//! Builds the web app in a copy of `web/` under the build folder and embeds it.
//!
//! The source tree is never written to. Where Node is missing the build goes on without the web app, says so
//! in one line, and the program serves a plain page instead.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// What the web app is made of; a change in any of them builds it again.
const INPUTS: &[&str] =
    &["index.html", "package.json", "package-lock.json", ".npmrc", "vite.config.ts", "tsconfig.json", "src", "public"];

#[allow(clippy::disallowed_methods)] // cargo speaks to build scripts through the environment
fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=migrations");
    let source = PathBuf::from("web");
    for input in INPUTS.iter().map(|input| source.join(input)).filter(|input| input.exists()) {
        println!("cargo:rerun-if-changed={}", input.display());
    }
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let dist = out.join("web").join("dist");
    let wanted = env::var_os("CARGO_FEATURE_WEB").is_some();
    let built = wanted && source.join("package.json").exists() && build_web(&source, &out.join("web"));
    if !built {
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(&dist)?;
    }
    static_files::resource_dir(&dist).build()
}

/// Builds the app in `work`; false, with a warning, where that cannot be done.
fn build_web(source: &Path, work: &Path) -> bool {
    let outcome = copy_inputs(source, work)
        .map_err(|error| format!("web/ could not be copied: {error}"))
        .and_then(|()| npm(work, &["ci", "--no-audit", "--no-fund"]))
        .and_then(|()| npm(work, &["run", "build"]));
    if let Err(reason) = &outcome {
        println!("cargo:warning=built without the web app: {reason}; install Node.js 20.19 or later and build again");
        // A file that is not there makes cargo try again at the next build.
        println!("cargo:rerun-if-changed={}", work.join("try-again").display());
    }
    outcome.is_ok()
}

fn npm(work: &Path, arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(program)
        .args(arguments)
        .current_dir(work)
        .output()
        .map_err(|error| format!("npm cannot be run ({error})"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = said.lines().rev().take(3).collect();
    Err(format!("npm {} failed: {}", arguments.join(" "), last.into_iter().rev().collect::<Vec<_>>().join(" / ")))
}

fn copy_inputs(source: &Path, work: &Path) -> io::Result<()> {
    fs::create_dir_all(work)?;
    for input in INPUTS {
        let (from, to) = (source.join(input), work.join(input));
        if to.is_dir() {
            fs::remove_dir_all(&to)?;
        }
        if from.is_dir() {
            copy_folder(&from, &to)?;
        } else if from.exists() {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target).map(|_| ())?;
        }
    }
    Ok(())
}
