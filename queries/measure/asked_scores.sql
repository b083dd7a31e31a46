-- measure/asked_scores: whose score is asked for: all who are compared, or the responders among those contacted, each
--   with the element that was to be sent.
-- asks: dimension of offers; NULL: no element; element (NULL: the one that was to be sent);
--   is_responders (false)
-- reads: arms
-- writes: temp asked_scores, one row per campaign and member; dimension and element are NULL where there is none
create or replace temp table asked_scores as
select
    campaign_number, member_key,
    getvariable('dimension')::varchar as dimension,
    coalesce(
        getvariable('element'),
        element_of(getvariable('dimension'), channel, product, timing, gift, own_elements)
    ) as element,
from arms
where wave = 1 and (not coalesce(getvariable('is_responders'), false) or (is_responder and not is_control));
