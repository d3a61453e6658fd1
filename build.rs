//! Builds the web app, where Node is there to do it.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
}
