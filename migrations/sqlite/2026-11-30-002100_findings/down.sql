DROP TABLE finding_acceptances;
DROP TABLE findings;
