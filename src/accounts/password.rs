//! Passwords: which are good enough, and Argon2id in the PHC text form.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

use super::common_passwords::COMMON;
use crate::kernel::Localized;

/// The shortest password, in characters.
pub const MIN_PASSWORD: usize = 8;
/// The longest; hashing more would only cost time.
pub const MAX_PASSWORD: usize = 200;

/// What is wrong with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than [`MIN_PASSWORD`] characters.
    TooShort,
    /// More than [`MAX_PASSWORD`].
    TooLong,
    /// One of those that are tried first.
    Common,
    /// The account's own name.
    OwnName,
}

impl PasswordFault {
    /// What to do about it.
    pub fn wording(self) -> Localized {
        match self {
            Self::TooShort => {
                Localized::new("Đặt mật khẩu từ 8 ký tự trở lên.", "Choose a password of 8 characters or more.")
            }
            Self::TooLong => Localized::new(
                "Mật khẩu dài quá 200 ký tự. Rút ngắn lại.",
                "The password is longer than 200 characters. Shorten it.",
            ),
            Self::Common => Localized::new(
                "Mật khẩu này quá phổ biến, dễ bị đoán. Đặt mật khẩu khác.",
                "This password is among the commonest and easily guessed. Choose another.",
            ),
            Self::OwnName => Localized::new(
                "Mật khẩu trùng tên đăng nhập. Đặt mật khẩu khác.",
                "The password is the account's own name. Choose another.",
            ),
        }
    }
}

/// Whether `password` is good enough for the account called `name`.
pub fn check_password(password: &str, name: &str) -> Result<(), PasswordFault> {
    let plain = password.trim().to_lowercase();
    match password.chars().count() {
        0..MIN_PASSWORD => Err(PasswordFault::TooShort),
        length if length > MAX_PASSWORD => Err(PasswordFault::TooLong),
        _ if plain == name.trim().to_lowercase() => Err(PasswordFault::OwnName),
        _ if COMMON.contains(&plain.as_str()) => Err(PasswordFault::Common),
        _ => Ok(()),
    }
}

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

    #[test]
    fn passwords_that_are_guessed_first_are_refused() {
        let check =
            |password: &str, expected| assert_eq!(check_password(password, "Nguyễn.Lan"), expected, "{password}");
        check("mùa lũ 2026", Ok(()));
        check("bảy chữ", Err(PasswordFault::TooShort));
        check("1234567", Err(PasswordFault::TooShort));
        check("12345678", Err(PasswordFault::Common));
        check("MatKhau123", Err(PasswordFault::Common));
        check("nguyễn.lan", Err(PasswordFault::OwnName));
        check(&"đ".repeat(200), Ok(()));
        check(&"đ".repeat(201), Err(PasswordFault::TooLong));
    }

    #[test]
    fn the_list_of_common_passwords_is_sorted_and_in_lower_case() {
        assert!(COMMON.is_sorted() && COMMON.len() >= 100);
        assert!(COMMON.iter().all(|word| word.to_lowercase() == *word));
    }
}
