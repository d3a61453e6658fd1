-- The province of a commune that the register does not know, as a file of zones states it. Alerts that name the
-- province reach the zones there; a registered commune goes by the register.
CREATE TABLE stated_provinces (
    commune_code TEXT PRIMARY KEY NOT NULL,
    province_code TEXT NOT NULL,
    file_name TEXT NOT NULL
);
