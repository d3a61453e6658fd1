//! Photos of a task: what may be one, told by its content and by nothing else, and what is kept of it.

use imagesize::ImageType;
use thiserror::Error;

use crate::kernel::Timestamp;
use crate::kernel::ids::{AccountId, PhotoId, TaskId};

/// A photo, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskPhoto {
    /// Its id, made by the device that took it.
    pub id: PhotoId,
    /// What it shows.
    pub task_id: TaskId,
    /// What it looks like.
    pub look: PhotoLook,
    /// Its size in bytes.
    pub length: i64,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// When it was taken, by the device's clock.
    pub taken_at: Timestamp,
    /// When it came.
    pub received_at: Timestamp,
    /// Who sent it.
    pub added_by: String,
    /// Whose account.
    pub account_id: Option<AccountId>,
    /// That it does not count any more; its bytes stay.
    pub removed: Option<Removal>,
}

/// A photo that was taken out: by whom, when, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// Why.
    pub remark: String,
}

/// Format and size of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoLook {
    /// Its media type.
    pub media_type: String,
    /// In pixels.
    pub width: i64,
    /// In pixels.
    pub height: i64,
}

/// The largest photo, in bytes.
pub const MAX_PHOTO: usize = 6 * 1024 * 1024;
/// The most photos of a task that count.
pub const MAX_PHOTOS: usize = 12;
/// The most photos that are kept of a task, with those that were taken out.
pub const MAX_KEPT_PHOTOS: usize = 48;
/// The longest side a photo may have, in pixels: small bytes can hold a picture no telephone can show.
const MAX_SIDE: usize = 20_000;

/// Why bytes are no photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotAPhoto {
    /// Neither JPEG nor PNG nor WebP.
    #[error("neither JPEG nor PNG nor WebP")]
    Format,
    /// The header is broken, or the picture has no extent or an absurd one.
    #[error("the picture cannot be read")]
    Broken,
    /// Too many bytes.
    #[error("the photo is too large")]
    TooLarge,
}

/// What a photo looks like, told by its content.
///
/// ```
/// use ungpho::relocation::{NotAPhoto, look_of};
/// assert_eq!(look_of(b"<svg onload=alert(1)>"), Err(NotAPhoto::Format));
/// ```
pub fn look_of(bytes: &[u8]) -> Result<PhotoLook, NotAPhoto> {
    if bytes.len() > MAX_PHOTO {
        return Err(NotAPhoto::TooLarge);
    }
    let media_type = match imagesize::image_type(bytes) {
        Ok(ImageType::Jpeg) => "image/jpeg",
        Ok(ImageType::Png) => "image/png",
        Ok(ImageType::Webp) => "image/webp",
        _ => return Err(NotAPhoto::Format),
    };
    let size = imagesize::blob_size(bytes).map_err(|_| NotAPhoto::Broken)?;
    let side = |pixels: usize| match pixels {
        1..=MAX_SIDE => i64::try_from(pixels).map_err(|_| NotAPhoto::Broken),
        _ => Err(NotAPhoto::Broken),
    };
    Ok(PhotoLook { media_type: media_type.to_owned(), width: side(size.width)?, height: side(size.height)? })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A PNG of one pixel, as any program writes it.
    const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x02\x08\x06\0\0\0";

    #[test]
    fn the_content_tells_what_it_is() {
        let look = look_of(PIXEL).unwrap();
        assert_eq!((look.media_type.as_str(), look.width, look.height), ("image/png", 1, 2));
        assert_eq!(look_of(b"GIF89a\x01\0\x01\0\0\0\0"), Err(NotAPhoto::Format));
        assert_eq!(look_of(b"%PDF-1.7"), Err(NotAPhoto::Format));
        assert_eq!(look_of(b""), Err(NotAPhoto::Format));
        assert_eq!(look_of(&PIXEL[..12]), Err(NotAPhoto::Broken));
    }

    #[test]
    fn a_picture_without_extent_is_none() {
        let mut empty = PIXEL.to_vec();
        empty[19] = 0;
        assert_eq!(look_of(&empty), Err(NotAPhoto::Broken));
    }

    #[test]
    fn more_than_six_megabytes_are_too_many() {
        let mut large = PIXEL.to_vec();
        large.resize(MAX_PHOTO, 0);
        assert!(look_of(&large).is_ok());
        large.push(0);
        assert_eq!(look_of(&large), Err(NotAPhoto::TooLarge));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_bytes_come_are_answered(head in 0usize..4, rest in prop::collection::vec(any::<u8>(), 0..200)) {
            let heads: [&[u8]; 4] = [b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 "];
            let bytes = [heads[head], &rest].concat();
            if let Ok(look) = look_of(&bytes) {
                prop_assert!(look.width > 0 && look.height > 0);
                prop_assert!(look.media_type.starts_with("image/"));
            }
        }
    }
}
