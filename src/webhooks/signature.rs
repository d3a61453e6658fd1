//! How what is sent is signed: HMAC-SHA256 over id, time and body, as Standard Webhooks write it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// How many random bytes a secret has.
pub const SECRET_BYTES: usize = 32;

/// By which a webhook is signed. It is shown once; it must be kept as it is, for a hash signs nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

const PREFIX: &str = "whsec_";

impl Secret {
    /// A fresh one.
    ///
    /// # Errors
    /// Where the machine gives no randomness.
    pub fn fresh() -> Result<Self, String> {
        let mut bytes = vec![0; SECRET_BYTES];
        getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
        Ok(Self(bytes))
    }

    /// As it is written: `whsec_…`.
    pub fn text(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }

    /// What is written so.
    pub fn parse(text: &str) -> Option<Self> {
        STANDARD.decode(text.strip_prefix(PREFIX)?).ok().map(Self)
    }

    /// The value of `webhook-signature`.
    pub fn sign(&self, id: &str, seconds: i64, body: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            unreachable!("HMAC takes keys of every length");
        };
        mac.update(format!("{id}.{seconds}.{body}").as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_one_of_the_standard() {
        // The example of the Standard Webhooks specification and its libraries.
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}");
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn secrets_differ_are_read_again_and_not_told_by_mistake() {
        let (a, b) = (Secret::fresh().unwrap(), Secret::fresh().unwrap());
        assert_ne!(a, b);
        assert_eq!(Secret::parse(&a.text()), Some(a.clone()));
        assert!(!format!("{a:?}").contains(&a.text()[10..]));
        assert_eq!(Secret::parse("MfKQ9r8G"), None);
        assert_eq!(Secret::parse("whsec_?"), None);
    }
}
