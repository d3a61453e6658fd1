DROP TABLE hazard_codes;
DROP TABLE hazard_words;
