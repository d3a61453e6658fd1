//! The real program in a folder of its own.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use super::client::Client;
use super::{free_port, wait_for};

/// A running program. Killed when dropped; its folder stays as long as the caller holds it.
pub struct TestServer {
    child: Child,
    port: u16,
    output: Arc<Mutex<String>>,
}

impl TestServer {
    /// `ungpho demo` on a fresh database in `folder`.
    pub fn demo(folder: &Path) -> Self {
        Self::start(folder, free_port(), &["demo"], &[]).ready()
    }

    /// `ungpho demo --keep` on the database that is in `folder`.
    pub fn demo_kept(folder: &Path, port: u16) -> Self {
        Self::start(folder, port, &["demo", "--keep"], &[]).ready()
    }

    /// `ungpho serve` with the settings `toml`.
    pub fn serve(folder: &Path, toml: &str) -> Self {
        std::fs::write(folder.join("ungpho.toml"), toml).unwrap();
        Self::start(folder, free_port(), &["serve"], &[]).ready()
    }

    /// Starts a serving command without waiting for it.
    pub fn start(folder: &Path, port: u16, command: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut child = program(folder)
            .args(command)
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = Arc::new(Mutex::new(String::new()));
        collect(child.stdout.take().unwrap(), Arc::clone(&output));
        collect(child.stderr.take().unwrap(), Arc::clone(&output));
        Self { child, port, output }
    }

    /// Waits until it serves.
    pub fn ready(mut self) -> Self {
        let client = self.client();
        wait_for("/healthz", || {
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("the program ended with {status}:\n{}", self.output());
            }
            client.try_get("/healthz").filter(|answer| answer.status == 200).map(|_| ())
        });
        self
    }

    /// What the program has written so far.
    pub fn output(&self) -> String {
        self.output.lock().unwrap().clone()
    }

    /// Waits until the program has written `words`.
    pub fn wait_for_output(&self, words: &str) {
        let begun = std::time::Instant::now();
        while !self.output().contains(words) {
            assert!(begun.elapsed() < super::PATIENCE, "never wrote “{words}”, but:\n{}", self.output());
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// SIGKILL: the program gets no chance to tidy up.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The most memory the program has used, in MiB; nothing where the system does not tell.
    pub fn peak_mib(&self) -> Option<u64> {
        peak_mib(&self.child.id().to_string())
    }

    /// The files the program has open; nothing where the system does not tell.
    pub fn open_files(&self) -> Vec<String> {
        let links = std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).into_iter().flatten().flatten();
        links.filter_map(|link| Some(std::fs::read_link(link.path()).ok()?.display().to_string())).collect()
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A client nobody is signed in on.
    pub fn client(&self) -> Client {
        Client::new(format!("http://127.0.0.1:{}", self.port))
    }

    /// A client on which `name` of the demonstration is signed in.
    pub fn signed_in(&self, name: &str) -> Client {
        self.client().sign_in(name, &format!("minhhoa-{name}"))
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("--- output of the program ---\n{}", self.output());
        }
    }
}

/// The most memory a process has used, in MiB; `self` for this one.
pub fn peak_mib(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1024)
}

/// Runs a command to its end and gives what it wrote.
pub fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = program(folder).args(arguments).output().unwrap();
    let written = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{written}{}", String::from_utf8_lossy(&output.stderr));
    written
}

/// Runs a command to its end with `input` as its standard input and gives what it wrote.
pub fn run_with_input(folder: &Path, arguments: &[&str], input: &str) -> String {
    let mut command = program(folder);
    let mut child =
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let written = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{written}");
    written
}

/// Runs a command to its end, however it ends: its exit status and all it wrote.
pub fn attempt(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = program(folder).args(arguments).output().unwrap();
    let written = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&written).into_owned())
}

/// The program in `folder`, with none of this process's own settings.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ungpho"));
    command.current_dir(folder).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("UNGPHO") {
            command.env_remove(name);
        }
    }
    // Tests ask nobody but themselves.
    command.env("UNGPHO__SHIPPED_SOURCES", "false");
    command
}

fn collect(from: impl Read + Send + 'static, into: Arc<Mutex<String>>) {
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let mut into = into.lock().unwrap();
            into.push_str(&line);
            into.push('\n');
        }
    });
}
