DROP TABLE finding_acceptances;
DROP FUNCTION finding_acceptances_refuse();
DROP TABLE findings;
