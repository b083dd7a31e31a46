-- score/element_worths: keeps what each element counts for in an offer.
-- reads: elements_weighed
-- writes: store.elements: worth
delete from store.elements;

insert into store.elements
select * from elements_weighed
order by element_key;
