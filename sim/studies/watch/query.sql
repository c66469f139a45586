-- Alarms in a platform's own daily figures, by the thresholds of an early-warning desk.
-- Needs a table figures(day DATE, place TEXT, indicator TEXT, value DOUBLE PRECISION), one row a day, place and
-- indicator; a place without thresholds of its own is held to those of 'all'. Standard SQL with recursion: DuckDB and
-- PostgreSQL run it as it is. A score compares a day with the same kind of day (weekend or not) in the four weeks that
-- ended a week before.
-- {about}
WITH RECURSIVE threshold(place, indicator, scale, rule, bound) AS (VALUES
{rows}
), shown AS (
  SELECT f.day, f.place, f.indicator, f.value, t.scale, t.rule, t.bound,
    EXTRACT(ISODOW FROM f.day) >= 6 AS weekend,
    CASE WHEN t.rule = 'nb_cusum' THEN f.value
         WHEN t.scale = 'count' THEN 2 * SQRT(GREATEST(f.value, 0) + 0.375)
         WHEN t.scale = 'amount' THEN LN(1 + GREATEST(f.value, 0))
         ELSE f.value END AS even
  FROM figures f
  JOIN threshold t ON t.indicator = f.indicator AND t.place = CASE
    WHEN EXISTS (SELECT 1 FROM threshold o WHERE o.place = f.place AND o.indicator = f.indicator)
    THEN f.place ELSE 'all' END
  WHERE f.value IS NOT NULL
), past AS (
  SELECT *,
    COUNT(even) FILTER (WHERE NOT weekend) OVER w AS n0, AVG(even) FILTER (WHERE NOT weekend) OVER w AS m0,
    VAR_POP(even) FILTER (WHERE NOT weekend) OVER w AS v0,
    COUNT(even) FILTER (WHERE weekend) OVER w AS n1, AVG(even) FILTER (WHERE weekend) OVER w AS m1,
    VAR_POP(even) FILTER (WHERE weekend) OVER w AS v1,
    MIN(day) OVER (PARTITION BY place, indicator) AS begun
  FROM shown
  WINDOW w AS (PARTITION BY place, indicator ORDER BY day
               RANGE BETWEEN INTERVAL '{oldest} days' PRECEDING AND INTERVAL '{newest} days' PRECEDING)
), level AS (
  SELECT *, CASE WHEN weekend THEN m1 ELSE m0 END AS mean,
    SQRT((COALESCE(n0 * v0, 0) + COALESCE(n1 * v1, 0)) / GREATEST(n0 + n1 - 2, 1)) AS spread
  FROM past WHERE n0 + n1 >= {least_days} AND day >= begun + INTERVAL '{oldest} days'
), sized AS (
  SELECT *, GREATEST(mean, 0.1) AS base,
    LEAST(GREATEST(POWER(GREATEST(mean, 0.1), 2)
      / GREATEST(POWER(spread, 2) - GREATEST(mean, 0.1), POWER(GREATEST(mean, 0.1), 2) / 1e6), 0.5), 1e6) AS size
  FROM level WHERE mean IS NOT NULL
), evidence AS (
  SELECT day, place, indicator, value, rule, bound, mean, ROW_NUMBER() OVER (PARTITION BY place, indicator ORDER BY day) AS n,
    CASE WHEN rule = 'nb_cusum' THEN
      value * (LN({ratio} * base / (size + {ratio} * base)) - LN(base / (size + base)))
      + size * (LN(size + base) - LN(size + {ratio} * base)) ELSE z END AS up,
    CASE WHEN rule = 'nb_cusum' THEN
      value * (LN(base / {ratio} / (size + base / {ratio})) - LN(base / (size + base)))
      + size * (LN(size + base) - LN(size + base / {ratio})) ELSE -z END AS down
  FROM (SELECT *, (even - mean) / GREATEST(spread, CASE scale WHEN 'count' THEN 0.5 WHEN 'amount' THEN 0.01
                                           ELSE 0.0001 + 0.02 * ABS(mean) END) AS z FROM sized) scored
), course AS (
  SELECT day, place, indicator, value, rule, bound, n, 0.0 + up AS score,
    CASE rule WHEN 'ewma' THEN {weight} * up / {ewma_spread} WHEN 'cusum' THEN GREATEST(0, up - {allowance})
      WHEN 'nb_cusum' THEN GREATEST(0, up) WHEN 'm_of_n' THEN 0 ELSE up END AS s_up,
    CASE rule WHEN 'ewma' THEN {weight} * down / {ewma_spread} WHEN 'cusum' THEN GREATEST(0, down - {allowance})
      WHEN 'nb_cusum' THEN GREATEST(0, down) WHEN 'm_of_n' THEN 0 ELSE down END AS s_down,
    CAST(NULL AS DOUBLE PRECISION) AS p1, CAST(NULL AS DOUBLE PRECISION) AS p2,
    CAST(NULL AS DOUBLE PRECISION) AS p3, CAST(NULL AS DOUBLE PRECISION) AS p4, CAST(NULL AS DATE) AS rung
  FROM evidence WHERE n = 1
  UNION ALL
  SELECT e.day, e.place, e.indicator, e.value, e.rule, e.bound, e.n,
    CASE WHEN c.quiet THEN NULL ELSE e.up END,
    CASE WHEN c.quiet THEN 0
      WHEN e.rule = 'ewma' THEN (1 - {weight}) * c.b_up + {weight} * e.up / {ewma_spread}
      WHEN e.rule = 'cusum' THEN GREATEST(0, c.b_up + e.up - {allowance})
      WHEN e.rule = 'nb_cusum' THEN GREATEST(0, c.b_up + e.up)
      WHEN e.rule = 'm_of_n' THEN CASE WHEN (CASE WHEN e.up > e.bound THEN 1 ELSE 0 END)
        + (CASE WHEN c.b1 > e.bound THEN 1 ELSE 0 END) + (CASE WHEN c.b2 > e.bound THEN 1 ELSE 0 END)
        + (CASE WHEN c.b3 > e.bound THEN 1 ELSE 0 END) + (CASE WHEN c.b4 > e.bound THEN 1 ELSE 0 END) >= {m}
        THEN e.bound + 1 ELSE 0 END
      ELSE e.up END,
    CASE WHEN c.quiet THEN 0
      WHEN e.rule = 'ewma' THEN (1 - {weight}) * c.b_down + {weight} * e.down / {ewma_spread}
      WHEN e.rule = 'cusum' THEN GREATEST(0, c.b_down + e.down - {allowance})
      WHEN e.rule = 'nb_cusum' THEN GREATEST(0, c.b_down + e.down)
      WHEN e.rule = 'm_of_n' THEN CASE WHEN (CASE WHEN e.down > e.bound THEN 1 ELSE 0 END)
        + (CASE WHEN -c.b1 > e.bound THEN 1 ELSE 0 END) + (CASE WHEN -c.b2 > e.bound THEN 1 ELSE 0 END)
        + (CASE WHEN -c.b3 > e.bound THEN 1 ELSE 0 END) + (CASE WHEN -c.b4 > e.bound THEN 1 ELSE 0 END) >= {m}
        THEN e.bound + 1 ELSE 0 END
      ELSE e.down END,
    CASE WHEN c.quiet THEN NULL ELSE c.b1 END, CASE WHEN c.quiet THEN NULL ELSE c.b2 END,
    CASE WHEN c.quiet THEN NULL ELSE c.b3 END, CASE WHEN c.quiet THEN NULL ELSE c.b4 END, c.since
  FROM (
    -- what is remembered on the eve of the next day: nothing after an alarm, and nothing is learnt for a week
    SELECT o.place, o.indicator, o.n,
      CASE WHEN o.s_up > o.bound OR o.s_down > o.bound THEN o.day ELSE o.rung END AS since,
      CASE WHEN o.s_up > o.bound OR o.s_down > o.bound THEN 0 ELSE o.s_up END AS b_up,
      CASE WHEN o.s_up > o.bound OR o.s_down > o.bound THEN 0 ELSE o.s_down END AS b_down,
      CASE WHEN o.s_up > o.bound OR o.s_down > o.bound THEN NULL ELSE o.score END AS b1,
      CASE WHEN o.s_up > o.bound OR o.s_down > o.bound THEN NULL ELSE o.p1 END AS b2,
      CASE WHEN o.s_up > o.bound OR o.s_down > o.bound THEN NULL ELSE o.p2 END AS b3,
      CASE WHEN o.s_up > o.bound OR o.s_down > o.bound THEN NULL ELSE o.p3 END AS b4,
      x.day <= CASE WHEN o.s_up > o.bound OR o.s_down > o.bound THEN o.day ELSE COALESCE(o.rung, DATE '0001-01-01') END
        + INTERVAL '{quiet} days' AS quiet
    FROM course o JOIN evidence x ON x.place = o.place AND x.indicator = o.indicator AND x.n = o.n + 1
  ) c JOIN evidence e ON e.place = c.place AND e.indicator = c.indicator AND e.n = c.n + 1
)
SELECT day, place, indicator, rule, value, CASE WHEN s_up > bound AND s_up >= s_down THEN 'rise' ELSE 'fall' END AS side
FROM course WHERE s_up > bound OR s_down > bound ORDER BY day, place, indicator;
