-- measure/asked_scores: whose score is asked for: all who are compared, each with the element that was to be sent.
-- asks: dimension: channel, product, timing or gift; NULL: no element
-- reads: arms
-- writes: temp asked_scores, one row per campaign and member; dimension and element are NULL where there is none
create or replace temp table asked_scores as
select
    campaign_number, member_key,
    getvariable('dimension')::varchar as dimension,
    case getvariable('dimension')
        when 'channel' then channel
        when 'product' then product
        when 'timing' then timing
        when 'gift' then gift
    end as element,
from arms;
