//! The program `ungpho`.

fn main() {}
