-- score/elements: keeps what works for everyone.
-- reads: elements_then
-- writes: store.elements, one row per dimension and element that was ever used in a contact
delete from store.elements;

insert into store.elements
select * from elements_then
order by element_key;
