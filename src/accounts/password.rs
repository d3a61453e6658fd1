//! Passwords: Argon2id, in the PHC text form.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

/// The hash of `password` with a fresh salt; slow on purpose.
///
/// # Errors
/// Where the machine gives no randomness.
pub fn hash_password(password: &str) -> Result<String, String> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|error| error.to_string())
}

/// Whether `password` is the one `hash` was made of; a hash that cannot be read fits nothing.
pub fn password_fits(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_fits() {
        let hash = hash_password("mùa lũ 2026").unwrap();
        assert!(password_fits("mùa lũ 2026", &hash));
        assert!(!password_fits("mua lu 2026", &hash));
        assert!(!password_fits("mùa lũ 2026", "not a hash"));
    }
}
