DROP TABLE stated_provinces;
