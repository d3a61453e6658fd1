-- A drill that a unit holds by itself asks the plans of that unit only.
ALTER TABLE events ADD COLUMN within_unit TEXT;
