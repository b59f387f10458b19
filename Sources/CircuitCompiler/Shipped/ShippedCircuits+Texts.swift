// Made by Tools/embed-circuits.sh from circuits/*.circuit; a test compares them.
// swift-format-ignore-file

extension ShippedCircuits {
    /// Name and text of each circuit, in order of the names.
    static let texts: [(name: String, text: String)] = [
        ("concentration_limit", #"""
circuit concentration_limit version 1

says "No group of assets is worth more, before haircuts, than its agreed share of the collateral value after haircuts."
says not "That the groups are independent of each other: the grouping is part of the agreed parameters."

imports collateral

index asset, group

public decimals[asset] : integer, 0 .. 18
public price[asset]    : usd per unit of asset, > 0, exact, from prices plus confidence
public group_of[asset] : element of group
public limit[group]    : basis points, 0 .. 10000, exact

private holding[asset] : units of asset at decimals[asset], 0 ..< 2^62, from role collateral

# The left side is exact and gross. With the tiered value there, understating a large group would make it look small;
# with the gross value on the right, worthless assets would dilute it.
let gross[g in group] = sum(a in asset where group_of[a] = g) price[a] * holding[a]

require within_limit for g in group "The gross value of the group is at most its share of the collateral value":
    gross[g] <= limit[g] * collateral

"""#),
        ("cross_margin", #"""
circuit cross_margin version 1

says "The account's balances, credits at a reduced rate and debts in full, cover the sum of the maintenance margins of all positions and loans times the rung."
says not "That the lists of balances, debts and positions are complete: that is the word of whoever signed them."
says not "That gains and losses of open positions are counted: neither is, and an unsettled loss makes the true equity lower."

index asset, instrument

public asset_decimals[asset]           : integer, 0 .. 18
public low[asset]                      : usd per unit of asset, > 0, exact, from prices minus confidence
public high[asset]                     : usd per unit of asset, > 0, exact, from prices plus confidence
public rate[asset]                     : basis points, 0 .. 10000, exact              # of a credit balance
public loan_margin[asset]              : basis points, >= 0, round up to 1            # of a debt
public instrument_decimals[instrument] : integer, 0 .. 18
public notional[instrument]            : usd per lot of instrument, >= 0, exact
public brackets[instrument]            : tier table, convex, slopes round up to 0.0001

private holding[asset]       : units of asset at asset_decimals[asset], 0 ..< 2^62, from role collateral
private debt[asset]          : units of asset at asset_decimals[asset], 0 ..< 2^62, from role debt
private position[instrument] : lots of instrument at instrument_decimals[instrument], -2^62 ..< 2^62, from role positions

# A balance below zero costs the high price in full; one above zero counts at the low price and the reduced rate.
let net[a in asset]           = holding[a] - debt[a]
let equity[a in asset]        = min(rate[a] * low[a] * net[a], high[a] * net[a])
let maintenance[i in instrument] = tiered(brackets[i], notional[i] * abs(position[i]))
let loans                     = sum(a in asset) loan_margin[a] * high[a] * debt[a]

exports collateral = sum(a in asset) equity[a], requirement = loans + sum(i in instrument) maintenance[i]

"""#),
        ("expected_shortfall", #"""
circuit expected_shortfall version 1

says "The margin requirement is at least the mean of the {worst} worst losses of the positions over {count(scenario)} agreed scenarios."
says not "That the list of positions is complete: that is the word of whoever signed it."
says not "That future losses will be like those of the agreed scenarios."

index instrument, scenario

public decimals[instrument]       : integer, 0 .. 18
public loss[scenario, instrument] : usd per lot of instrument, signed, exact    # of a long lot; a gain is negative
public worst                      : integer, >= 1                               # for a tail of 1 %: a hundredth, rounded down

private position[instrument] : lots of instrument at decimals[instrument], -2^62 ..< 2^62, from role positions

let shortfall = mean_of_worst(worst, s in scenario) sum(i in instrument) loss[s, i] * position[i]

exports requirement = max(0, shortfall)

"""#),
        ("headroom_floor", #"""
circuit headroom_floor version 1

says "The collateral value is at least {floor} of the margin requirement."
says not "By how much more the collateral exceeds the requirement."

imports collateral, requirement

public floor : basis points, one of 10000 | 10500 | 11000 | 12000 | 15000 | 20000 | 30000, exact

require headroom "The collateral value is at least the agreed multiple of the requirement":
    collateral >= floor * requirement

"""#),
        ("scenario_margin", #"""
circuit scenario_margin version 1

says "The margin requirement is at least {factor} times the worst loss of the positions over {count(scenario)} agreed scenarios, plus the agreed charges for each position."
says not "That the list of positions is complete: that is the word of whoever signed it."
says not "That no scenario outside of the agreed ones could lose more."

index instrument, scenario

public decimals[instrument]       : integer, 0 .. 18
public loss[scenario, instrument] : usd per lot of instrument, signed, exact    # of a long lot; a gain is negative
public factor                     : ratio, > 0, exact
public charge[instrument]         : usd per lot of instrument, >= 0, exact      # for a lot, long or short
public short_charge[instrument]   : usd per lot of instrument, >= 0, exact      # on top for a lot sold short

private position[instrument] : lots of instrument at decimals[instrument], -2^62 ..< 2^62, from role positions

let scan    = max(0, max(s in scenario) sum(i in instrument) loss[s, i] * position[i])
let charges = sum(i in instrument) (charge[i] * abs(position[i]) + short_charge[i] * pos(-position[i]))

exports requirement = factor * scan + charges

"""#),
        ("stressed_equity", #"""
circuit stressed_equity version 1

says "In each of {count(scenario)} agreed scenarios the collateral, shocked and after haircuts, plus the gain or loss of the positions is at least {floor}."
says "Collateral and positions are shocked together in one scenario, so collateral that falls with the positions counts as fallen."
says not "That the list of positions is complete: that is the word of whoever signed it."
says not "That no scenario outside of the agreed ones could be worse."

index asset, instrument, scenario

public asset_decimals[asset]           : integer, 0 .. 18
public price[asset]                    : usd per unit of asset, > 0, exact, from prices minus confidence
public haircut[asset]                  : basis points, 0 .. 10000, round up to 1
public shock[scenario, asset]          : ratio, >= -1, exact                           # 0.1 = ten percent up
public instrument_decimals[instrument] : integer, 0 .. 18
public gain[scenario, instrument]      : usd per lot of instrument, signed, exact     # of a long lot
public floor                           : usd, signed, exact

private holding[asset]       : units of asset at asset_decimals[asset], 0 ..< 2^62, from role collateral
private position[instrument] : lots of instrument at instrument_decimals[instrument], -2^62 ..< 2^62, from role positions

let shocked[s in scenario, a in asset] = (1 - haircut[a]) * (1 + shock[s, a]) * price[a]
let equity[s in scenario] =
    sum(a in asset) shocked[s, a] * holding[a] + sum(i in instrument) gain[s, i] * position[i]

require survives for s in scenario "The equity in the scenario is at least the agreed floor":
    equity[s] >= floor

"""#),
        ("tiered_haircut_coverage", #"""
circuit tiered_haircut_coverage version 1

says "The collateral, each asset valued at its price and through its tier table, is worth at least {required}."
says "Each of the {count(asset)} assets is valued as one holding, however many lists it is spread over."
says not "That the collateral is unencumbered: that is the word of whoever signed the holdings."
says not "How much the collateral is worth beyond that, or at any other time or price."

index asset

public decimals[asset] : integer, 0 .. 18
public price[asset]    : usd per unit of asset, > 0, exact, from prices minus confidence
public tiers[asset]    : tier table, concave, slopes round down to 0.0001    # one tier = a plain haircut
public required        : usd, >= 0, exact                                    # 0 where a margin circuit sets it

private holding[asset] : units of asset at decimals[asset], 0 ..< 2^62, from role collateral

let value[a in asset] = tiered(tiers[a], price[a] * holding[a])    # the least of the pieces: never too much
let total             = sum(a in asset) value[a]

exports collateral = total

require covered "The value of the collateral after haircuts is at least the required amount":
    total >= required

"""#),
    ]
}
