//! Secrets that are shown once and kept only as a hash: session cookies and API tokens.

use crate::kernel::digest::{hexadecimal, sha256_hex};

/// A fresh secret of 256 bits, as 64 hexadecimal digits.
///
/// # Errors
/// Where the machine gives no randomness.
pub fn new_secret() -> Result<String, String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    Ok(hexadecimal(&bytes))
}

/// What is stored of a secret. It is random, so a fast hash is enough.
pub fn secret_hash(secret: &str) -> String {
    sha256_hex(secret.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_hash_alike() {
        let (a, b) = (new_secret().unwrap(), new_secret().unwrap());
        assert_ne!(a, b);
        assert_eq!(secret_hash(&a), secret_hash(&a));
        assert_eq!(secret_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
