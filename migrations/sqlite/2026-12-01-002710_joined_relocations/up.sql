-- Events that turned out to be one: a household that was moved in several of them has one latest round, the one that was
-- opened last. From now on this is so from the moment they are joined.
UPDATE relocations SET is_current = FALSE
WHERE is_current AND household_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM relocations later, events ours, events theirs
    WHERE ours.id = relocations.event_id AND theirs.id = later.event_id
        AND COALESCE(theirs.joined_to, theirs.id) = COALESCE(ours.joined_to, ours.id)
        AND later.household_id = relocations.household_id AND later.is_current
        AND (later.opened_at > relocations.opened_at
            OR (later.opened_at = relocations.opened_at AND later.id > relocations.id)));
