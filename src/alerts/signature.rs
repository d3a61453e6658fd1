//! The XML signature of an alert, held against the key that its source is known by.
//!
//! The key is what whoever looks after the source has set, never one that the document brings along. What counts is
//! that the root of the document is signed as a whole: a good signature over a part, or over something that lies in
//! the document beside what is read, is no signature of what is read. Canonical form and cryptography are the crate's
//! (ADR 0027); nothing of them is done here.

use std::cell::OnceCell;

use x509_cert::Certificate;
use x509_cert::der::{DecodePem, Encode};
use x509_cert::spki::SubjectPublicKeyInfoOwned;
use xml_sec::api::Operation;
use xml_sec::policy::{PolicyCompileContext, PolicyCompiler, PolicyProfile};
use xml_sec::provider::RustCryptoProvider;
use xml_sec::xmldsig::{SignatureAlgorithm, VerificationKey, VerificationRequest};
use xml_sec::{XmlSecError, XmlSecurity};

use crate::alerts::cap::Alert;
use crate::alerts::quarantine::Reason;
use crate::alerts::remarks::Remark;
use crate::kernel::Localized;
use crate::kernel::digest::sha256_hex;

/// Public keys of RSA and of elliptic curves, by their object identifiers.
const RSA: &str = "1.2.840.113549.1.1.1";
const ELLIPTIC: &str = "1.2.840.10045.2.1";

/// The most letters of a key as it is set: chains of certificates are none.
pub const LONGEST_KEY: usize = 10_000;

/// The key by which the alerts of a source are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningKey {
    algorithm: SignatureAlgorithm,
    /// As a SubjectPublicKeyInfo.
    public_key: Vec<u8>,
}

/// The text is no certificate and no public key, or one of a kind that is not used here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a certificate or public key in PEM, of RSA or an elliptic curve")]
pub struct UnusableKey;

impl SigningKey {
    /// The key in `text`: PEM of a certificate or of a public key. Of a certificate nothing but the key counts: it is
    /// trusted because it was set, and until it is taken away.
    pub fn from_pem(text: &str) -> Result<Self, UnusableKey> {
        let text = text.trim();
        if text.len() > LONGEST_KEY {
            return Err(UnusableKey);
        }
        let key = match Certificate::from_pem(text) {
            Ok(certificate) => certificate.tbs_certificate().subject_public_key_info().clone(),
            Err(_) => SubjectPublicKeyInfoOwned::from_pem(text).map_err(|_| UnusableKey)?,
        };
        let algorithm = match key.algorithm.oid.to_string().as_str() {
            RSA => SignatureAlgorithm::RsaSha256,
            ELLIPTIC => SignatureAlgorithm::EcdsaSha256,
            _ => return Err(UnusableKey),
        };
        Ok(Self { algorithm, public_key: key.to_der().map_err(|_| UnusableKey)? })
    }

    /// By what people compare it: the SHA-256 of the key.
    pub fn fingerprint(&self) -> String {
        sha256_hex(&self.public_key)
    }

    /// Whether the whole of `document` was signed with this key.
    fn has_signed(&self, document: &[u8]) -> bool {
        let text = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
        std::str::from_utf8(text).is_ok_and(|text| self.accepts(text).unwrap_or(false))
    }

    fn accepts(&self, text: &str) -> Result<bool, Refused> {
        let provider = RustCryptoProvider;
        let context = PolicyCompileContext { external_resources: false, target_evidence: true };
        let policies = PolicyCompiler::new(PolicyProfile::Modern, &provider, None)
            .and_then(|compiler| compiler.compile(&context))
            .map_err(|_| Refused)?;
        let security = XmlSecurity::new(&policies, &provider)?;
        let document = security.parse_document(text.to_owned(), Operation::Verify)?;
        let key = VerificationKey {
            algorithm: self.algorithm,
            public_key_bytes: self.public_key.clone(),
            certificate_der: None,
            name: None,
        };
        #[allow(clippy::redundant_closure_for_method_calls, reason = "the method holds for one lifetime only")]
        let root = document.with_view(|view| view.root_element());
        let request = VerificationRequest { expected_targets: &[root], ..VerificationRequest::default() };
        let evidence = security.verifier()?.key(&key).verify(&document, &request).map_err(|_| Refused)?;
        evidence.accepted(&document).map_err(|_| Refused)
    }
}

/// The document could not be verified; why is nobody's who wrote it to learn.
struct Refused;

impl From<XmlSecError> for Refused {
    fn from(_: XmlSecError) -> Self {
        Self
    }
}

/// The remark on an alert whose signature holds.
const VERIFIED: &str = "signature_verified";

impl Alert {
    /// Whether the signature was held against the key of the source and found good.
    pub fn is_verified(&self) -> bool {
        self.remarks.iter().any(|remark| remark.code == VERIFIED)
    }
}

/// How alerts of a document are held against the key of their source.
pub struct Seal<'d> {
    document: &'d [u8],
    key: Option<Result<SigningKey, UnusableKey>>,
    holds: OnceCell<bool>,
}

impl<'d> Seal<'d> {
    /// For `document` of a source whose key is `key`, where one is set.
    pub fn new(document: &'d [u8], key: Option<&str>) -> Self {
        Self { document, key: key.map(SigningKey::from_pem), holds: OnceCell::new() }
    }

    /// What is to be remarked on an alert of the document; an error where it must not be used.
    pub fn check(&self, alert: &Alert) -> Result<Option<Remark>, Reason> {
        let place = alert.identity.identifier.chars().take(120).collect();
        let refused = |(code, wording): (&str, Localized)| Reason { code: code.into(), wording, place: Some(place) };
        match &self.key {
            None => Ok(None),
            Some(Err(UnusableKey)) => Err(refused(words::unusable_key())),
            Some(Ok(key)) if *self.holds.get_or_init(|| key.has_signed(self.document)) => {
                Ok(Some(Remark { code: VERIFIED.into(), wording: words::verified(&key.fingerprint()), place: None }))
            }
            Some(Ok(_)) if alert.signed => Err(refused(words::wrong())),
            Some(Ok(_)) => Err(refused(words::missing())),
        }
    }
}

mod words {
    use super::Localized;

    pub fn verified(fingerprint: &str) -> Localized {
        let short: String = fingerprint.chars().take(16).collect();
        Localized::new(
            format!("Chữ ký điện tử đúng với khóa của nguồn (khóa {short})."),
            format!("The signature is that of the source's key (key {short})."),
        )
    }

    pub fn wrong() -> (&'static str, Localized) {
        (
            "signature_wrong",
            Localized::new(
                "Chữ ký của bản tin không đúng với khóa của nguồn, hoặc không ký trọn bản tin: nội dung có thể đã bị sửa. Không sử dụng; gọi cơ quan phát tin để xác nhận.",
                "The signature is not that of the source's key, or does not sign the whole message: it may have been altered. Do not use it; call the authority.",
            ),
        )
    }

    pub fn missing() -> (&'static str, Localized) {
        (
            "signature_missing",
            Localized::new(
                "Bản tin không có chữ ký, trong khi nguồn này phải ký mọi bản tin. Gọi cơ quan phát tin để xác nhận; nếu nguồn không còn ký thì bỏ khóa của nguồn.",
                "The message is not signed, though every message of this source must be. Call the authority; where the source signs no more, take its key away.",
            ),
        )
    }

    pub fn unusable_key() -> (&'static str, Localized) {
        (
            "signature_key_unusable",
            Localized::new(
                "Khóa đặt cho nguồn không dùng được nên không kiểm tra được chữ ký. Sửa khóa trong cài đặt của nguồn rồi đọc lại.",
                "The key that is set for the source cannot be used, so the signature cannot be checked. Mend it and read this again.",
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! signed {
        ($file:literal) => {
            include_bytes!(concat!("../../tests/fixtures/signed-alerts/", $file)).as_slice()
        };
    }

    fn key(pem: &[u8]) -> SigningKey {
        SigningKey::from_pem(std::str::from_utf8(pem).unwrap()).unwrap()
    }

    #[track_caller]
    fn check(pem: &[u8], document: &[u8], expected: bool) {
        assert_eq!(key(pem).has_signed(document), expected);
    }

    const RSA_KEY: &[u8] = signed!("rsa-certificate.pem");

    #[test]
    fn what_another_program_signed_as_a_whole_is_accepted() {
        check(RSA_KEY, signed!("rsa.xml"), true);
        check(RSA_KEY, signed!("by-id.xml"), true);
        check(signed!("ec-public-key.pem"), signed!("ecdsa.xml"), true);
        check(RSA_KEY, &[b"\xef\xbb\xbf".as_slice(), signed!("rsa.xml")].concat(), true);
    }

    #[test]
    fn a_changed_letter_another_key_or_no_signature_is_refused() {
        let text = String::from_utf8(signed!("rsa.xml").to_vec()).unwrap();
        for (what, with) in [("<value>4<", "<value>3<"), ("15.0,107.6", "16.0,107.6"), ("signed-rsa", "signed-RSA")] {
            let changed = text.replacen(what, with, 1);
            assert_ne!(changed, text);
            check(RSA_KEY, changed.as_bytes(), false);
        }
        check(signed!("other-certificate.pem"), signed!("rsa.xml"), false);
        check(signed!("ec-public-key.pem"), signed!("rsa.xml"), false);
        check(RSA_KEY, signed!("ecdsa.xml"), false);
        let begins = text.find("<ds:Signature").unwrap();
        let ends = text.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
        let bare = [&text[..begins], &text[ends..]].concat();
        check(RSA_KEY, bare.as_bytes(), false);
        check(RSA_KEY, b"<alert", false);
        check(RSA_KEY, b"\xff\xfe", false);
    }

    #[test]
    fn a_good_signature_over_anything_but_the_whole_is_refused() {
        check(RSA_KEY, signed!("wrapped.xml"), false);
        check(RSA_KEY, signed!("part.xml"), false);
        // Appended beside what was signed.
        let text = String::from_utf8(signed!("by-id.xml").to_vec()).unwrap();
        let added = text.replacen("<info>", "<note>Thêm vào</note><info>", 1);
        check(RSA_KEY, added.as_bytes(), false);
    }

    #[test]
    fn only_certificates_and_public_keys_are_keys() {
        assert_eq!(key(RSA_KEY).algorithm, SignatureAlgorithm::RsaSha256);
        assert_eq!(key(signed!("ec-public-key.pem")).algorithm, SignatureAlgorithm::EcdsaSha256);
        assert_eq!(key(RSA_KEY).fingerprint().len(), 64);
        let private = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----";
        for bad in ["", "khóa", private, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"] {
            assert_eq!(SigningKey::from_pem(bad), Err(UnusableKey));
        }
    }
}
