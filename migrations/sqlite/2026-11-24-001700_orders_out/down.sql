DROP TABLE orders_out;
