/* ifma_bucket.c - variable-time multi-scalar multiplication, Pippenger's method with lanes = buckets.
 *
 * 1. Digits. Every scalar gives one signed digit a window (ifma_scalar.h); digit d of point i is the entry (i, sign of
 *    d) of bucket |d|.
 * 2. Sort. Entries are counting-sorted by bucket into lists, lists by length. Long lists (repeated digits, narrow top
 *    windows) are cut into pieces, so that no lane works alone.
 * 3. Accumulate. Eight lists of (nearly) equal length at a time, one a lane: per step eight gathered points, one
 *    vector addition.
 * 4. Reduce. sum b * bucket[b] by running sums, lanes = (set, chunk of the set).
 * 5. Horner over the sets on one point (ifma_single.h), highest first.
 * `docs/kernel.md` says why not the alternatives, and what each step costs. */
#include "ops.h"

#if RK_HAVE_IFMA

#include "ifma_bucket.h"
#include "ifma.h"
#include "ifma_single.h"

/* ---- Sizes -------------------------------------------------------------------------------------------------------- */

#define BLOCK_LISTS 2048          /* enough lists for the lanes to stay busy */
#define BLOCK_ENTRIES (1u << 19)  /* no more entries a block than that, when there is a choice */
#define PREFETCH_BYTES (1u << 18) /* point tables from this size on are prefetched */
#define PREFETCH_AHEAD 2          /* entries */

static size_t buckets_of(const bucket_plan *p) { return (size_t)1 << (p->c - 1); }
/* Bucket 0 collects what is not added at all. */
static size_t lists_of(const bucket_plan *p) { return p->block * (buckets_of(p) + 1); }
static size_t entries_of(const bucket_plan *p) { return p->block * (size_t)p->levels * p->padded; }
static uint32_t list_cap(size_t entries, size_t lists) { return (uint32_t)(2 * entries / lists + 16); }
/* A list of m > cap entries gives at most m / cap new lists, all of them fewer than entries / cap < lists / 2. */
static size_t pieces_of(const bucket_plan *p) { return lists_of(p) / 2 + 1; }
static size_t groups_of(const bucket_plan *p) { return ((size_t)p->block * p->chunks + 7) / 8; }

static double reduction_cost(uint32_t sets, uint32_t buckets, uint32_t chunks, uint32_t log_chunks) {
    double steps = (double)((sets * chunks + 7) / 8) * (buckets / chunks) * 140;
    return steps + sets * (chunks + log_chunks * chunks / 2.0) * 40;
}

bucket_plan ifma_bucket_plan(size_t n, uint32_t c, uint32_t sets) {
    bucket_plan p = {.c = c, .windows = windows_of(SCALAR_BITS, c), .n = n, .padded = (n + 7) & ~(size_t)7};
    p.sets = sets == 0 || sets > p.windows ? p.windows : sets;
    p.levels = (p.windows + p.sets - 1) / p.sets;
    uint32_t buckets = 1u << (c - 1), block = 1;
    size_t per_set = p.padded * p.levels;
    while (block < p.sets && (size_t)block * buckets < BLOCK_LISTS && (block + 1) * per_set < BLOCK_ENTRIES) block++;
    uint32_t blocks = (p.sets + block - 1) / block;
    p.block = (p.sets + blocks - 1) / blocks;
    double best = 0;
    for (uint32_t log = 0; log <= 3 && (buckets >> log) >= 2; log++) {
        double cost = reduction_cost(p.block, buckets, 1u << log, log);
        if (log == 0 || cost < best) {
            best = cost;
            p.chunks = 1u << log;
        }
    }
    return p;
}

double ifma_bucket_cost(const bucket_plan *p) {
    uint32_t buckets = 1u << (p->c - 1), log = 0;
    while ((1u << log) < p->chunks) log++;
    size_t table = (size_t)p->levels * p->n * sizeof(rk_affine);
    double add = table < (768u << 10) ? 8.2 : table < (8u << 20) ? 9.0 : 9.6;
    double entries = (double)p->windows * (double)p->padded, lists = (double)p->sets * buckets;
    double blocks = (double)((p->sets + p->block - 1) / p->block);
    double saved = 6.0; /* the first entry of a list costs one multiplication, not seven */
    double flush = 3.5;
    return entries * (add + 1.1) + lists * (flush - (entries > 2 * lists ? saved : 0)) +
           blocks * reduction_cost(p->block, buckets, p->chunks, log) + (double)((p->sets - 1) * p->c) * 32 + 1500;
}

typedef struct {
    uint64_t *words;   /* [4][padded]: biased scalars */
    uint8_t *flips;    /* [padded / 8]: bit = the point's sign is flipped */
    uint32_t *key;     /* [entries]: list */
    uint32_t *value;   /* [entries]: point << 1 | negative */
    uint32_t *sorted;  /* [entries + slack]: values by list */
    uint32_t *count;   /* [lists + pieces]: length */
    uint32_t *end;     /* [lists + pieces]: one past the list's last entry in `sorted` */
    uint32_t *order;   /* [lists + pieces]: lists by falling length */
    uint32_t *lengths; /* [cap + 2]: histogram of lengths */
    uint32_t *parts;   /* [2 * pieces]: which list was cut, how many pieces were added */
    bucket *sums;      /* [lists + pieces + 8] */
    fe8 *singles;      /* [groups][2][8] */
} workspace;

static size_t lay_out(workspace *w, const bucket_plan *p, char *base) {
    arena a = {base};
    size_t entries = entries_of(p), lists = lists_of(p), all = lists + pieces_of(p);
    w->words = arena_take(&a, 4 * p->padded * 8);
    w->flips = arena_take(&a, p->padded / 8);
    w->key = arena_take(&a, entries * 4);
    w->value = arena_take(&a, entries * 4);
    w->sorted = arena_take(&a, (entries + PREFETCH_AHEAD + 14) * 4);
    w->count = arena_take(&a, all * 4);
    w->end = arena_take(&a, all * 4);
    w->order = arena_take(&a, all * 4);
    w->lengths = arena_take(&a, ((size_t)list_cap(entries, lists) + 2) * 4);
    w->parts = arena_take(&a, 2 * pieces_of(p) * 4);
    w->sums = arena_take(&a, (all + 8) * sizeof(bucket));
    w->singles = arena_take(&a, groups_of(p) * 16 * sizeof(fe8));
    return (size_t)(a.next - base);
}

size_t ifma_bucket_scratch(const bucket_plan *p) {
    workspace unused;
    return lay_out(&unused, p, (char *)0);
}

/* ---- 1. Digits ---------------------------------------------------------------------------------------------------- */

RK_IFMA_NOINLINE void recode(const workspace *w, const bucket_plan *p, const uint8_t *scalars) {
    uint64_t bias[4];
    scalar_bias(bias, p->c, p->windows);
    for (size_t i = 0; i < p->n; i += 8) {
        __mmask8 negative;
        scalar8 s = scalar8_recode(scalar8_load(scalars + 32 * i, p->n - i), bias, &negative);
        for (int k = 0; k < 4; k++) _mm512_storeu_si512(w->words + (size_t)k * p->padded + i, s.w[k]);
        w->flips[i / 8] = negative;
    }
}

/* Keys and values of the window, `list` being the first list of its set. Returns how many. */
RK_IFMA_INLINE size_t window_entries(const workspace *ws, const bucket_plan *p, size_t at, uint32_t window,
                                     uint32_t list, size_t stride, const uint32_t *index) {
    const uint32_t offset = window * p->c, word = offset >> 6, shift = offset & 63;
    const uint64_t *low = ws->words + (size_t)word * p->padded;
    const uint64_t *high = low + (word < 3 ? p->padded : 0);
    const __m128i right = _mm_cvtsi32_si128((int)shift), left = _mm_cvtsi32_si128(word < 3 ? (int)(64 - shift) : 64);
    const v8 mask = v8_set((UINT64_C(1) << p->c) - 1), first = v8_set(list);
    const v8 half = v8_set(window + 1 < p->windows ? UINT64_C(1) << (p->c - 1) : 0);
    const v8 level = v8_set((uint64_t)(window / p->sets) * stride);
    v8 point = _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7);
    for (size_t i = 0; i < p->padded; i += 8) {
        v8 d = _mm512_srl_epi64(_mm512_loadu_si512(low + i), right);
        d = v8_or(d, _mm512_sll_epi64(_mm512_loadu_si512(high + i), left));
        d = v8_sub(v8_and(d, mask), half);
        __mmask8 negative = _mm512_movepi64_mask(d) ^ ws->flips[i / 8];
        v8 row = point;
        if (index) {
            size_t left_over = p->n - i;
            __mmask8 present = left_over < 8 ? (__mmask8)((1u << left_over) - 1) : 0xff;
            row = _mm512_cvtepu32_epi64(_mm256_maskz_loadu_epi32(present, index + i));
        }
        row = _mm512_slli_epi64(v8_add(row, level), 1);
        row = _mm512_mask_add_epi64(row, negative, row, v8_set(1));
        _mm256_storeu_si256((__m256i *)(ws->key + at + i), _mm512_cvtepi64_epi32(v8_add(_mm512_abs_epi64(d), first)));
        _mm256_storeu_si256((__m256i *)(ws->value + at + i), _mm512_cvtepi64_epi32(row));
        point = v8_add(point, v8_set(8));
    }
    return p->padded;
}

RK_IFMA_NOINLINE size_t make_entries(const workspace *ws, const bucket_plan *p, uint32_t first, uint32_t last,
                                     size_t stride, const uint32_t *index) {
    size_t at = 0;
    for (uint32_t set = first; set < last; set++) {
        uint32_t list = (set - first) * (uint32_t)(buckets_of(p) + 1);
        for (uint32_t w = set; w < p->windows; w += p->sets) at += window_entries(ws, p, at, w, list, stride, index);
    }
    return at;
}

/* ---- 2. Sort ------------------------------------------------------------------------------------------------------ */

/* Sorts the entries by list. Afterwards list b is sorted[end[b] - count[b] .. end[b]); the lists number 0 of the sets,
 * digits that are zero, are emptied. */
static void sort_entries(const workspace *ws, const bucket_plan *p, size_t entries, size_t lists) {
    const uint32_t *key = ws->key, *value = ws->value;
    uint32_t *count = ws->count, *end = ws->end, *sorted = ws->sorted;
    memset(count, 0, lists * sizeof *count);
    for (size_t i = 0; i < entries; i += 8)
        for (size_t k = 0; k < 8; k++) count[key[i + k]]++;
    uint32_t sum = 0;
    for (size_t b = 0; b < lists; b++) {
        end[b] = sum;
        sum += count[b];
    }
    for (size_t i = 0; i < entries; i += 8)
        for (size_t k = 0; k < 8; k++) sorted[end[key[i + k]]++] = value[i + k];
    memset(sorted + entries, 0, (PREFETCH_AHEAD + 14) * sizeof *sorted);
    for (size_t b = 0; b < lists; b += buckets_of(p) + 1) count[b] = 0;
}

/* Cuts lists longer than cap into equal pieces, which become the lists from `lists` on, those of one list next to each
 * other. parts[2k], parts[2k+1] say which list was cut and how many pieces were added. Returns how many lists were cut. */
static size_t split_lists(const workspace *ws, size_t lists, uint32_t cap, size_t *total) {
    size_t cuts = 0, next = lists;
    for (size_t b = 0; b < lists; b++) {
        uint32_t length = ws->count[b];
        if (length <= cap) continue;
        uint32_t pieces = (length + cap - 1) / cap, size = (length + pieces - 1) / pieces;
        uint32_t start = ws->end[b] - length;
        ws->count[b] = size;
        ws->end[b] = start + size;
        uint32_t added = 0;
        for (uint32_t from = size; from < length; from += size, added++) {
            uint32_t to = from + size < length ? from + size : length;
            ws->count[next + added] = to - from;
            ws->end[next + added] = start + to;
        }
        ws->parts[2 * cuts] = (uint32_t)b;
        ws->parts[2 * cuts + 1] = added;
        next += added;
        cuts++;
    }
    *total = next;
    return cuts;
}

static void order_by_length(const workspace *ws, size_t lists, uint32_t cap) {
    memset(ws->lengths, 0, ((size_t)cap + 1) * sizeof *ws->lengths);
    for (size_t b = 0; b < lists; b++) ws->lengths[cap - ws->count[b]]++;
    uint32_t sum = 0;
    for (size_t x = 0; x <= cap; x++) {
        uint32_t t = ws->lengths[x];
        ws->lengths[x] = sum;
        sum += t;
    }
    for (size_t b = 0; b < lists; b++) ws->order[ws->lengths[cap - ws->count[b]]++] = (uint32_t)b;
}

/* ---- 3. Accumulate ------------------------------------------------------------------------------------------------ */

RK_IFMA_INLINE void bucket_store(bucket *const out[8], pt8 p) {
    v8 a[8] = {p.S.v[0], p.S.v[1], p.S.v[2], p.S.v[3], p.S.v[4], p.D.v[0], p.D.v[1], p.D.v[2]};
    v8 b[8] = {p.D.v[3], p.D.v[4], p.Z.v[0], p.Z.v[1], p.Z.v[2], p.Z.v[3], p.Z.v[4], p.T.v[0]};
    v8 c[8] = {p.T.v[1], p.T.v[2], p.T.v[3], p.T.v[4], v8_zero(), v8_zero(), v8_zero(), v8_zero()};
    v8_transpose(a);
    v8_transpose(b);
    v8_transpose(c);
    RK_UNROLL
    for (int l = 0; l < 8; l++) {
        _mm512_store_si512(out[l]->limb, a[l]);
        _mm512_store_si512(out[l]->limb + 8, b[l]);
        _mm512_store_si512(out[l]->limb + 16, c[l]);
    }
}

RK_IFMA_INLINE pt8 bucket_load(const bucket *const in[8]) {
    v8 a[8], b[8], c[8];
    RK_UNROLL
    for (int l = 0; l < 8; l++) {
        a[l] = _mm512_load_si512(in[l]->limb);
        b[l] = _mm512_load_si512(in[l]->limb + 8);
        c[l] = _mm512_load_si512(in[l]->limb + 16);
    }
    v8_transpose(a);
    v8_transpose(b);
    v8_transpose(c);
    return (pt8){{{a[0], a[1], a[2], a[3], a[4]}},
                 {{a[5], a[6], a[7], b[0], b[1]}},
                 {{b[2], b[3], b[4], b[5], b[6]}},
                 {{b[7], c[0], c[1], c[2], c[3]}}};
}

/* Entry j of each list, all of them longer than j. */
RK_IFMA_INLINE affine8 gather(const rk_affine *table, const uint32_t *const list[8], uint32_t j, __mmask8 *negative,
                              const int prefetch) {
    const rk_affine *lane[8];
    uint32_t signs = 0;
    RK_UNROLL
    for (int l = 7; l >= 0; l--) {
        uint32_t value = list[l][j];
        lane[l] = table + (value >> 1);
        signs = 2 * signs + (value & 1);
        if (prefetch) {
            const char *ahead = (const char *)(table + (list[l][j + PREFETCH_AHEAD] >> 1));
            _mm_prefetch(ahead, _MM_HINT_T0);
            _mm_prefetch(ahead + 64, _MM_HINT_T0);
        }
    }
    *negative = (__mmask8)signs;
    return affine8_load(lane);
}

/* The same, the identity for lists that have no entry j. */
RK_IFMA_INLINE affine8 gather_some(const rk_affine *table, const uint32_t *const list[8], const uint32_t length[8],
                                   uint32_t j, __mmask8 *negative) {
    const rk_affine *lane[8];
    uint32_t signs = 0;
    for (int l = 7; l >= 0; l--) {
        uint32_t value = j < length[l] ? list[l][j] : 0;
        lane[l] = j < length[l] ? table + (value >> 1) : &AFFINE_IDENTITY;
        signs = 2 * signs + (value & 1);
    }
    *negative = (__mmask8)signs;
    return affine8_load(lane);
}

/* The sums of eight lists, longest first. */
RK_IFMA_INLINE void accumulate_group(const rk_affine *table, const uint32_t *const list[8], const uint32_t length[8],
                                     bucket *const out[8], const int prefetch) {
    __mmask8 negative;
    affine8 q = gather_some(table, list, length, 0, &negative);
    pt8 sum = pt8_from_affine(q, negative);
    uint32_t j = 1;
    for (; j < length[7]; j++) {
        q = gather(table, list, j, &negative, prefetch);
        sum = pt8_add_affine(sum, q, negative);
    }
    for (; j < length[0]; j++) {
        q = gather_some(table, list, length, j, &negative);
        sum = pt8_add_affine(sum, q, negative);
    }
    bucket_store(out, pt8_carry_z(sum));
}

RK_IFMA_NOINLINE void accumulate_near(const rk_affine *table, const uint32_t *const list[8], const uint32_t length[8],
                                      bucket *const out[8]) {
    accumulate_group(table, list, length, out, 0);
}

RK_IFMA_NOINLINE void accumulate_far(const rk_affine *table, const uint32_t *const list[8], const uint32_t length[8],
                                     bucket *const out[8]) {
    accumulate_group(table, list, length, out, 1);
}

/* Brings what the group after next and the next group start with into the cache. */
static void prefetch_groups(const workspace *ws, const rk_affine *table, size_t group, size_t lists) {
    for (size_t g = group + 16; g < group + 24 && g < lists; g++) {
        uint32_t b = ws->order[g];
        __builtin_prefetch(ws->sorted + (ws->end[b] - ws->count[b]));
    }
    for (size_t g = group + 8; g < group + 16 && g < lists; g++) {
        uint32_t b = ws->order[g], start = ws->end[b] - ws->count[b];
        for (uint32_t k = 0; k < ws->count[b] && k <= PREFETCH_AHEAD; k++) {
            const char *point = (const char *)(table + (ws->sorted[start + k] >> 1));
            __builtin_prefetch(point);
            __builtin_prefetch(point + 64);
        }
        for (int line = 0; line < 3; line++) __builtin_prefetch((const char *)(ws->sums + b) + 64 * line, 1);
    }
}

static void accumulate(const workspace *ws, const bucket_plan *p, const rk_affine *table, size_t lists, size_t spare) {
    const int far = (size_t)p->levels * p->n * sizeof(rk_affine) >= PREFETCH_BYTES;
    for (size_t group = 0; group < lists; group += 8) {
        const uint32_t *list[8];
        uint32_t length[8];
        bucket *out[8];
        for (size_t l = 0; l < 8; l++) {
            if (group + l < lists) {
                uint32_t b = ws->order[group + l];
                length[l] = ws->count[b];
                list[l] = ws->sorted + (ws->end[b] - ws->count[b]);
                out[l] = ws->sums + b;
            } else {
                length[l] = 0;
                list[l] = ws->sorted;
                out[l] = ws->sums + spare + l;
            }
        }
        if (far) {
            prefetch_groups(ws, table, group, lists);
            accumulate_far(table, list, length, out);
        } else {
            accumulate_near(table, list, length, out);
        }
    }
}

/* ---- Pieces back together ------------------------------------------------------------------------------------------ */

typedef struct {
    bucket *to[8];
    const bucket *from[8];
    size_t pending;
    bucket *spare;
} merger;

RK_IFMA_NOINLINE void merge_flush(merger *m) {
    if (m->pending == 0) return;
    for (size_t l = m->pending; l < 8; l++) {
        m->to[l] = m->spare + l;
        m->from[l] = m->from[0];
    }
    pt8 sum = pt8_add(bucket_load((const bucket *const *)m->to), bucket_load(m->from));
    bucket_store(m->to, sum);
    m->pending = 0;
}

/* Adds every list's pieces in a tree: halves the number of pieces of all lists, again and again. */
static void merge_pieces(const workspace *ws, size_t lists, size_t cuts, size_t spare) {
    merger m = {.pending = 0, .spare = ws->sums + spare};
    for (size_t l = 0; l < 8; l++) m.spare[l] = ws->sums[lists]; /* any point at all */
    for (int more = 1; more;) {
        more = 0;
        size_t first = lists;
        for (size_t k = 0; k < cuts; k++) {
            uint32_t b = ws->parts[2 * k], added = ws->parts[2 * k + 1], left = ws->count[lists + k];
            uint32_t keep = (left + 1) / 2; /* of `left` pieces, piece 0 being the list itself */
            for (uint32_t i = keep; i < left; i++) {
                m.to[m.pending] = ws->sums + (i == keep ? b : first + i - keep - 1);
                m.from[m.pending] = ws->sums + first + i - 1;
                if (++m.pending == 8) merge_flush(&m);
            }
            ws->count[lists + k] = keep;
            more |= keep > 1;
            first += added;
        }
        merge_flush(&m);
    }
}

/* ---- 4. Reduce ---------------------------------------------------------------------------------------------------- */

/* For each lane's run of buckets first[0 .. count): run = sum of all, sum = sum (i + 1) * bucket i. */
RK_IFMA_NOINLINE void reduce_group(fe8 *singles, const bucket *const first[8], size_t count) {
    pt8 run = pt8_identity(), sum = pt8_identity();
    for (size_t i = count; i-- > 0;) {
        const bucket *b[8];
        for (int l = 0; l < 8; l++) b[l] = first[l] + i;
        run = pt8_add(run, bucket_load(b));
        sum = pt8_add(sum, run);
    }
    single_split(singles, sum);
    single_split(singles + 8, run);
}

/* ---- 5. All together ---------------------------------------------------------------------------------------------- */

/* Horner's rule from where `sum` stands, over the sets of a block. Chunk k of a set is worth its sum plus k * size times
 * its run, and the runs enter at the bits of k * size. */
RK_IFMA_NOINLINE void horner(fe8 *sum, const bucket_plan *p, const fe8 *singles, uint32_t sets, int started) {
    uint32_t log_size = 0;
    fe8 a = *sum;
    while (((buckets_of(p) / p->chunks) >> (log_size + 1)) != 0) log_size++;
    for (uint32_t set = sets; set-- > 0;) {
        for (uint32_t bit = p->c; bit-- > 0;) {
            if (started) a = single_double(a);
            for (uint32_t chunk = 0; chunk < p->chunks; chunk++) {
                uint32_t v = set * p->chunks + chunk;
                const fe8 *group = singles + 16 * (v / 8) + v % 8;
                int carries_run = bit >= log_size && ((chunk >> (bit - log_size)) & 1);
                if (bit == 0) a = single_add(a, group[0]);
                if (carries_run) a = single_add(a, group[8]);
                started |= bit == 0 || carries_run;
            }
        }
    }
    *sum = a;
}

static void reduce_block(const workspace *ws, const bucket_plan *p, uint32_t sets) {
    size_t buckets = buckets_of(p), size = buckets / p->chunks, virtual_sets = (size_t)sets * p->chunks;
    for (size_t v = 0; v < virtual_sets; v += 8) {
        const bucket *first[8];
        for (size_t l = 0; l < 8; l++) {
            size_t x = v + l < virtual_sets ? v + l : virtual_sets - 1;
            first[l] = ws->sums + (x / p->chunks) * (buckets + 1) + 1 + (x % p->chunks) * size;
        }
        reduce_group(ws->singles + 2 * v, first, size);
    }
}

RK_IFMA void ifma_bucket_sum(rk_point *r, const bucket_plan *p, const uint8_t *scalars, const rk_affine *table,
                             size_t stride, const uint32_t *index, uint32_t first, uint32_t last, void *scratch) {
    workspace ws;
    lay_out(&ws, p, scratch);
    recode(&ws, p, scalars);
    fe8 sum = single_identity();
    for (uint32_t top = last; top > first;) {
        uint32_t bottom = top - first > p->block ? top - p->block : first, sets = top - bottom;
        size_t lists = sets * (buckets_of(p) + 1), total;
        size_t entries = make_entries(&ws, p, bottom, top, stride, index);
        sort_entries(&ws, p, entries, lists);
        uint32_t cap = list_cap(entries, lists);
        size_t cuts = split_lists(&ws, lists, cap, &total), spare = lists_of(p) + pieces_of(p);
        order_by_length(&ws, total, cap);
        accumulate(&ws, p, table, total, spare);
        if (cuts) {
            for (size_t k = 0; k < cuts; k++) ws.count[lists + k] = ws.parts[2 * k + 1] + 1;
            merge_pieces(&ws, lists, cuts, spare);
        }
        reduce_block(&ws, p, sets);
        horner(&sum, p, ws.singles, sets, top != last);
        top = bottom;
    }
    uint32_t doublings = first * p->c;
    for (uint32_t k = 0; k < doublings; k++) sum = single_double(sum);
    single_store(r, sum);
}

#endif
