-- Each event has its own latest round of a household again: the one with the highest number.
UPDATE relocations SET is_current = TRUE
WHERE household_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM relocations later
    WHERE later.event_id = relocations.event_id AND later.household_id = relocations.household_id
        AND later.round > relocations.round);
