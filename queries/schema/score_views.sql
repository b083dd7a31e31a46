-- schema/score_views: the scores, as views over the sums that are kept.
--   score puts attributes where the comments say and runs this again whenever they change.
-- reads: store.profiles, store.profile_values, store.value_sums, store.value_leanings, store.responsiveness,
--   store.element_sums, store.choices, store.elements, store.element_pairs, store.trials, store.cells, store.constants,
--   store.scorings, store.erased, store.treatments, store.campaigns, store.own_dimensions
-- writes: views of schema store: full_treatments, dimensions, treatment_elements, choice_parts, value_ratios, segments,
--   together, lookalikes, worths, attitudes, leanings, history; macros offer_log_worth, store.history_of

-- one row per treatment, with what holds for it: its own elements, else its campaign's
create or replace view store.full_treatments as
select
    t.treatment_key, t.campaign_key, c.campaign_id, c.starts_on, c.unit_cost, t.cell,
    coalesce(t.channel, c.channel) as channel,
    coalesce(t.product, c.product) as product,
    coalesce(t.timing, c.timing) as timing,
    coalesce(t.gift, c.gift) as gift,
    case
        when c.own_elements is null then t.own_elements
        else json_merge_patch(c.own_elements::json, coalesce(t.own_elements, '{}')::json)::varchar
    end as own_elements,
from store.treatments as t
inner join store.campaigns as c on t.campaign_key = c.campaign_key;

-- what offers are made of: four dimensions, and those that the settings name
create or replace view store.dimensions as
select unnest(['channel', 'product', 'timing', 'gift']) as dimension
union all
select dimension from store.own_dimensions;

-- the same, one row per treatment and element
create or replace view store.treatment_elements as
select
    t.treatment_key, d.dimension,
    element_of(d.dimension, t.channel, t.product, t.timing, t.gift, t.own_elements) as element,
from store.full_treatments as t
cross join store.dimensions as d
where element is not null;

-- what members chose when answering, and among what: one row per choice and element that answers of its treatment name.
-- foreseen is the share of those answers that name the element; both are weighed by age, as contacts are
create or replace view store.choice_parts as
with shared as (
    select
        c.treatment_key, h.dimension, h.element,
        count(*) / sum(count(*)) over (partition by c.treatment_key, h.dimension) as share,
    from store.choices as h
    inner join store.cells as c on h.cell_key = c.cell_key
    group by c.treatment_key, h.dimension, h.element
)

select
    h.member_key, h.cell_key, c.campaign_key, h.dimension, e.element_key,
    s.element = h.element as is_chosen,
    case when s.element = h.element then c.weight else 0 end as chosen,
    in_steps(c.weight * s.share) as foreseen,
    s.share, c.contacted_on, c.closes_on,
from store.choices as h
inner join store.cells as c on h.cell_key = c.cell_key
inner join shared as s on c.treatment_key = s.treatment_key and h.dimension = s.dimension
inner join store.elements as e on s.dimension = e.dimension and s.element = e.element;

create or replace view store.value_ratios as
select
    v.attribute, v.code, v.value,
    coalesce(x.answered, 0) * s.fade as answered,
    coalesce(x.expected, 0) * s.fade as expected,
    coalesce(w.value, s.attribute_weight) as weight,
    coalesce(w.value, s.attribute_weight) * ln(
        (s.kappa_attribute + greatest(coalesce(x.answered, 0), 0) * s.fade)
        / (s.kappa_attribute + greatest(coalesce(x.expected, 0), 0) * s.fade)
    ) as log_ratio,
from store.profile_values as v
cross join store.scorings as s
left join store.value_sums as x using (attribute, code)
left join store.constants as w on w.constant = 'attribute_weight' and v.attribute = w.subject;

-- whose hours of answering stand by a member's: a code of the attribute that tells them best
create or replace view store.segments as
select p.member_key, 0::utinyint /* segment */ as segment,
from store.profiles as p
union all
select member_key, 0::utinyint as segment,
from store.erased
where was_loaded;

-- what a member's attributes say together that none says alone, as a logarithm; it is within the look-alike ratio
create or replace view store.together as
select p.member_key, (0 /* log_together */)::double as log_ratio,
from store.profiles as p;

-- how a member's attributes answer, from the records of everyone who shares them; this is what gives a score to members
-- who were never contacted.
--   ratio = product over attributes of ((kappa_a + R_av) / (kappa_a + E_av)) ^ weight, times what they say together;
--   NULL where there are none; an erased member has the ratio kept of them
create or replace view store.lookalikes as
select p.member_key, p.joined_on, exp(null::double /* log_ratio */) as ratio,
from store.profiles as p
/* ratio_joins */
union all
select member_key, joined_on, likeness as ratio,
from store.erased
where was_loaded;

-- what counts in an offer beside its member: each element, and each product with one of another dimension where the
-- two bring more or less together than each alone; with_product is NULL of an element
create or replace view store.worths as
select dimension, element, null::varchar as with_product, ratio, worth,
from store.elements
union all
select b.dimension, b.element, a.element as with_product, p.ratio, p.worth,
from store.element_pairs as p
inner join store.elements as a on p.first_key = a.element_key
inner join store.elements as b on p.second_key = b.element_key
where p.worth <> 1;

-- what an offer is worth whoever gets it, as a logarithm: its elements, and what its product brings with each of the
-- others beyond both
create or replace macro offer_log_worth(of_channel, of_product, of_timing, of_gift, of_own) as (
    select coalesce(sum(ln(w.worth)::decimal(18, 12)), 0)::double
    from store.worths as w
    where
        w.element = element_of(w.dimension, of_channel, of_product, of_timing, of_gift, of_own)
        and (w.with_product is null or w.with_product = of_product)
);

-- one row per person and element with evidence: how much they lean to it, and the score that people read.
--   leaning = a (beta + R + w C) / (beta + a (rho E + w D)), a (attribute_leaning) what the member's attributes say of
--   the element; C how often the member chose it when answering, D how often others did who answered the same: what is
--   chosen once somebody answers hangs not on how readily they do; w (choice_weight) how far choices foretell answers;
--   score = 100 r / (1 + r) with r = rho * leaning: 50 as expected of an average member, 80 four times as often, 20 a
--   quarter. trend is what the latest contact with the element moved it by: with what it taught of the member and of
--   the element taken out of both; NULL at the first contact. score_low and score_high hold the truth nine times in
--   ten. rho and leaning are those that people read, with the alpha of these; those of chances are in store.leanings.
create or replace view store.attitudes as
with sums as (
    select
        x.member_key, x.element_key, x.contacts, x.responses, x.choices, x.last_contact, x.last_responded_on,
        x.answered * s.fade as answered,
        x.expected * s.fade as expected,
        coalesce(w.value, 1) * x.chosen * s.fade as chosen,
        coalesce(w.value, 1) * x.foreseen * s.fade as foreseen,
        b.value as beta,
        s.shown_alpha as alpha,
        r.shown_ratio as rho,
        r.lookalike,
        r.answered as member_answered,
        r.expected as member_expected,
        power(2, (packed_day(x.last_contact) - s.as_of) / s.half_life_days) as last_weight,
        exp(coalesce(0 /* log_leaning */, 0)) as attribute_leaning,
    from store.element_sums as x
    left join store.responsiveness as r
        on x.member_key = r.member_key and is_named(['score', 'trend', 'score_low', 'score_high'])
    left join store.elements as e
        on x.element_key = e.element_key and is_named(['score', 'trend', 'score_low', 'score_high'])
    left join store.constants as b
        on
            b.constant = 'beta'
            and e.dimension = b.subject
            and is_named(['score', 'trend', 'score_low', 'score_high'])
    left join store.constants as w
        on
            w.constant = 'choice_weight'
            and e.dimension = w.subject
            and is_named(['score', 'trend', 'score_low', 'score_high'])
    cross join store.scorings as s
    left join store.profiles as p
        on
            x.member_key = p.member_key
            and false /* has_leanings */
            and is_shown(p.member_key)
            and is_named(['score', 'trend', 'score_low', 'score_high'])
    /* leaning_joins */
    where is_shown(x.member_key)
),

leaning as (
    select
        *,
        rounded(leaning_of(attribute_leaning, beta, answered + chosen, rho * expected + foreseen), 6) as leaning,
        last_weight * packed_is_answered(last_contact)::integer as last_answered,
        last_weight * packed_rate(last_contact) as last_expected,
        ratio_of(
            lookalike, alpha, greatest(member_answered - last_answered, 0), greatest(member_expected - last_expected, 0)
        ) as rho_before,
        leaning_of(
            attribute_leaning, beta, greatest(answered - last_answered, 0) + chosen,
            rho_before * greatest(expected - last_expected, 0) + foreseen
        ) as leaning_before,
    from sums
)

select
    member_key, element_key, leaning, attribute_leaning, contacts, responses, choices, last_responded_on, rho, beta,
    answered, expected, chosen, foreseen,
    score_of(rho * leaning) as score,
    score_low_of(rho * leaning, joint_shape(alpha, member_answered, beta, answered + chosen)) as score_low,
    score_high_of(rho * leaning, joint_shape(alpha, member_answered, beta, answered + chosen)) as score_high,
    case
        when contacts > 1
            then
                rounded(score_of(rho * leaning) - score_of(rho_before * leaning_before), 4)
    end as trend,
    rounded(expected + foreseen, 6) as evidence,
    packed_day(last_contact) as last_contacted_on,
from leaning;

-- one row per known person and element, whether there is evidence of the two or not: rho and leaning as the chance of
-- an answer is made with them, and the score that people read
create or replace view store.leanings as
select
    r.member_key,
    e.element_key,
    e.dimension,
    r.ratio as rho,
    exp(coalesce(0 /* log_leaning */, 0)) as attribute_leaning,
    (coalesce(x.answered, 0) + coalesce(w.value, 1) * coalesce(x.chosen, 0)) * s.fade as element_answered,
    coalesce(x.expected, 0) * s.fade as element_expected,
    coalesce(w.value, 1) * coalesce(x.foreseen, 0) * s.fade as element_foreseen,
    rounded(
        leaning_of(attribute_leaning, b.value, element_answered, r.ratio * element_expected + element_foreseen), 6
    ) as leaning,
    score_of(
        r.shown_ratio
        * rounded(
            leaning_of(
                attribute_leaning, b.value, element_answered, r.shown_ratio * element_expected + element_foreseen
            ),
            6
        )
    ) as score,
from store.responsiveness as r
cross join store.elements as e
cross join store.scorings as s
inner join store.constants as b on b.constant = 'beta' and e.dimension = b.subject
left join store.constants as w on w.constant = 'choice_weight' and e.dimension = w.subject
left join store.element_sums as x
    on r.member_key = x.member_key and e.element_key = x.element_key and is_shown(x.member_key)
left join store.profiles as p on r.member_key = p.member_key and false /* has_leanings */ and is_shown(p.member_key)
/* leaning_joins */
where true;

-- what each campaign that a member was contacted by taught: one row per person, campaign and element, in the words of
-- today: with today's constants and what look-alikes are known to do today, the score after all that was known by the
-- day the campaign's windows closed (the scoring day while they are open). people: a relation of member_key, member_id
create or replace macro store.history_of(people) as table
    with trial as (
        select
            p.member_id, t.member_key, c.campaign_key, c.treatment_key, c.expected, c.rate,
            t.responded_at is not null as is_answered,
            case when t.responded_at is not null then c.weight else 0 end as answered,
            least(c.closes_on, s.as_of) as known_on,
        from store.trials as t
        inner join store.cells as c on t.cell_key = c.cell_key
        inner join query_table(people) as p on t.member_key = p.member_key
        cross join store.scorings as s
        where is_shown(t.member_key) and is_shown(p.member_key)
    ),

    campaign as (
        select
            member_id, member_key, campaign_key,
            max(known_on) as known_on, sum(answered) as answered, sum(expected) as expected,
        from trial
        group by member_id, member_key, campaign_key
    ),

    member_then as (
        select
            member_id, member_key, campaign_key, known_on,
            sum(answered) over upto as answered,
            sum(expected) over upto as expected,
        from campaign
        window upto as (partition by member_id, member_key order by known_on)
    ),

    part as (
        select
            t.member_id, t.member_key, t.campaign_key, e.element_key,
            1 as contacts, t.is_answered::integer as responses, t.rate, t.answered, t.expected, 0 as chosen, 0 as among,
        from trial as t
        inner join store.treatment_elements as x on t.treatment_key = x.treatment_key
        inner join store.elements as e on x.dimension = e.dimension and x.element = e.element
        union all
        select
            p.member_id, h.member_key, h.campaign_key, h.element_key,
            0 as contacts, 0 as responses, 0 as rate, 0 as answered, 0 as expected, h.chosen, h.foreseen as among,
        from store.choice_parts as h
        inner join query_table(people) as p on h.member_key = p.member_key
        where is_shown(h.member_key) and is_shown(p.member_key)
    ),

    element as (
        select
            member_id, member_key, campaign_key, element_key,
            sum(contacts)::bigint as contacts,
            sum(responses)::bigint as responses,
            sum(rate) as foreseen,
            sum(answered) as answered,
            sum(expected) as expected,
            sum(chosen) as chosen,
            sum(among) as among,
        from part
        group by all
    ),

    element_then as (
        select
            e.* exclude (answered, expected, chosen, among),
            m.known_on,
            m.answered as member_answered,
            m.expected as member_expected,
            sum(e.answered) over upto as answered,
            sum(e.expected) over upto as expected,
            sum(e.chosen) over upto as chosen,
            sum(e.among) over upto as among,
        from element as e
        inner join member_then as m
            on e.member_id = m.member_id and e.member_key = m.member_key and e.campaign_key = m.campaign_key
        window upto as (partition by e.member_id, e.member_key, e.element_key order by m.known_on)
    ),

    faded as (
        select
            e.*, o.dimension, o.element,
            b.value as beta,
            power(2, (s.reference_day - e.known_on) / s.half_life_days) as fade_then,
            ratio_of(
                coalesce(r.lookalike, 1), s.shown_alpha, fade_then * e.member_answered, fade_then * e.member_expected
            ) as rho,
            fade_then * (e.answered + coalesce(w.value, 1) * e.chosen) as answered_then,
            leaning_of(
                exp(coalesce(0 /* log_leaning */, 0)), beta, answered_then,
                fade_then * (rho * e.expected + coalesce(w.value, 1) * e.among)
            ) as leaning,
            joint_shape(s.shown_alpha, fade_then * e.member_answered, beta, answered_then) as shape,
        from element_then as e
        cross join store.scorings as s
        inner join store.elements as o on e.element_key = o.element_key
        inner join store.constants as b on b.constant = 'beta' and o.dimension = b.subject
        left join store.constants as w on w.constant = 'choice_weight' and o.dimension = w.subject
        left join store.responsiveness as r on e.member_key = r.member_key
        left join store.profiles as p on e.member_key = p.member_key and false /* has_leanings */
        /* leaning_joins */
    )

    select
        member_id, member_key, campaign_key, element_key, dimension, element, known_on,
        score_of(rho * leaning) as score,
        contacts, responses, foreseen,
        score_low_of(rho * leaning, shape) as score_low,
        score_high_of(rho * leaning, shape) as score_high,
    from faded;

create or replace view store.history as
select *
from store.history_of('store.persons');
