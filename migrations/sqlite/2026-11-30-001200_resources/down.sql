DROP TABLE supply_items;
DROP TABLE resource_loans;
DROP TABLE stock_movements;
DROP TABLE resource_revisions;
DROP TABLE resources;
ALTER TABLE shelters DROP COLUMN facts;
ALTER TABLE shelters DROP COLUMN retired_on;
ALTER TABLE shelters DROP COLUMN revision;
