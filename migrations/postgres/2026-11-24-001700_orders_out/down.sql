DROP TABLE orders_out;
DROP FUNCTION orders_out_refuse();
DROP FUNCTION orders_out_keep_exercises();
