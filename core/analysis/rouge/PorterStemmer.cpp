// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/rouge/PorterStemmer.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace sparsight {

namespace {

bool isVowelLetter(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/// Calls `visit(isConsonant)` for each letter. A y is a consonant at the start and after a vowel; digits are
/// consonants.
template <class Visit>
void classify(std::string_view word, Visit visit)
{
    bool consonant = false;
    for (const char c : word) {
        consonant = c == 'y' ? !consonant : !isVowelLetter(c);
        visit(consonant);
    }
}

/// Porter's m: how often a vowel is followed by a consonant.
std::size_t measure(std::string_view stem)
{
    std::size_t count = 0;
    bool afterVowel = false;
    classify(stem, [&](bool consonant) {
        count += afterVowel && consonant;
        afterVowel = !consonant;
    });
    return count;
}

bool hasVowel(std::string_view stem)
{
    bool found = false;
    classify(stem, [&](bool consonant) { found |= !consonant; });
    return found;
}

bool endsInConsonant(std::string_view word)
{
    bool last = false;
    classify(word, [&](bool consonant) { last = consonant; });
    return last;
}

/// Porter's *d.
bool endsInDoubleConsonant(std::string_view word)
{
    const std::size_t size = word.size();
    return size >= 2 && word[size - 1] == word[size - 2] && endsInConsonant(word);
}

/// Porter's *o: consonant, vowel, consonant other than w, x, y. The extension: so is a word of vowel and consonant.
bool endsInShortSyllable(std::string_view word)
{
    std::array<bool, 3> last{}; // whether each of the last three is a consonant
    classify(word, [&](bool consonant) { last = {last[1], last[2], consonant}; });
    if (word.size() == 2) return !last[1] && last[2];
    return word.size() >= 3 && last[0] && !last[1] && last[2] &&
           std::string_view("wxy").find(word.back()) == std::string_view::npos;
}

struct Rule {
    std::string_view suffix, replacement;
    std::size_t kept = 0; ///< letters of the suffix that count as the stem's where its measure is asked for
};

/// Applies the first rule whose suffix the word has, if its stem has a measure above `least`; no other rule is tried.
void applyFirst(std::string& word, std::span<const Rule> rules, std::size_t least)
{
    const auto rule = std::ranges::find_if(rules, [&](const Rule& r) { return word.ends_with(r.suffix); });
    if (rule == rules.end()) return;
    const std::size_t stem = word.size() - rule->suffix.size();
    if (measure(std::string_view(word).substr(0, stem + rule->kept)) > least)
        word.replace(stem, std::string::npos, rule->replacement);
}

void step1a(std::string& word) // plurals
{
    if (word.ends_with("ies"))
        word.erase(word.size() - (word.size() == 4 ? 1 : 2));
    else if (word.ends_with("sses"))
        word.erase(word.size() - 2);
    else if (word.ends_with("s") && !word.ends_with("ss"))
        word.pop_back();
}

/// Step 1b after -ed or -ing was taken away.
void mendEnd(std::string& word)
{
    if (word.ends_with("at") || word.ends_with("bl") || word.ends_with("iz"))
        word += 'e';
    else if (endsInDoubleConsonant(word)) {
        if (std::string_view("lsz").find(word.back()) == std::string_view::npos) word.pop_back();
    } else if (measure(word) == 1 && endsInShortSyllable(word))
        word += 'e';
}

void step1b(std::string& word) // -eed, -ed, -ing
{
    const std::string_view text = word;
    if (text.ends_with("ied")) {
        word.erase(word.size() - (word.size() == 4 ? 1 : 2));
    } else if (text.ends_with("eed")) {
        if (measure(text.substr(0, text.size() - 3)) > 0) word.pop_back();
    } else if (const std::size_t suffix = text.ends_with("ed")    ? 2
                                          : text.ends_with("ing") ? 3
                                                                  : 0;
               suffix > 0 && hasVowel(text.substr(0, text.size() - suffix))) {
        word.erase(word.size() - suffix);
        mendEnd(word);
    }
}

void step1c(std::string& word) // -y
{
    const std::string_view text = word;
    if (text.size() > 2 && text.ends_with('y') && endsInConsonant(text.substr(0, text.size() - 1))) word.back() = 'i';
}

void step2(std::string& word) // double suffixes
{
    static constexpr Rule first[] = {{"alli", "al"}};
    static constexpr Rule rules[] = {{"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"},   {"anci", "ance"},
                                     {"izer", "ize"},    {"bli", "ble"},     {"entli", "ent"},   {"eli", "e"},
                                     {"ousli", "ous"},   {"ization", "ize"}, {"ation", "ate"},   {"ator", "ate"},
                                     {"alism", "al"},    {"iveness", "ive"}, {"fulness", "ful"}, {"ousness", "ous"},
                                     {"aliti", "al"},    {"iviti", "ive"},   {"biliti", "ble"},  {"fulli", "ful"},
                                     {"logi", "log", 1}};
    applyFirst(word, first, 0);
    applyFirst(word, rules, 0);
}

void step3(std::string& word)
{
    static constexpr Rule rules[] = {{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"},
                                     {"ical", "ic"},  {"ful", ""},   {"ness", ""}};
    applyFirst(word, rules, 0);
}

void step4(std::string& word)
{
    static constexpr Rule rules[] = {{"al", ""},   {"ance", ""},     {"ence", ""},     {"er", ""},    {"ic", ""},
                                     {"able", ""}, {"ible", ""},     {"ant", ""},      {"ement", ""}, {"ment", ""},
                                     {"ent", ""},  {"sion", "s", 1}, {"tion", "t", 1}, {"ou", ""},    {"ism", ""},
                                     {"ate", ""},  {"iti", ""},      {"ous", ""},      {"ive", ""},   {"ize", ""}};
    applyFirst(word, rules, 1);
}

void step5(std::string& word) // -e, -ll
{
    if (word.ends_with('e')) {
        const std::string_view stem = std::string_view(word).substr(0, word.size() - 1);
        const std::size_t m = measure(stem);
        if (m > 1 || (m == 1 && !endsInShortSyllable(stem))) word.pop_back();
    }
    if (word.ends_with("ll") && measure(std::string_view(word).substr(0, word.size() - 1)) > 1) word.pop_back();
}

/// The stem of an irregular form, empty for any other word.
std::string_view irregularStem(std::string_view word)
{
    static constexpr std::pair<std::string_view, std::string_view> forms[] = {
        {"sky", "sky"},       {"skies", "sky"},       {"dying", "die"},       {"lying", "lie"},
        {"tying", "tie"},     {"news", "news"},       {"inning", "inning"},   {"innings", "inning"},
        {"outing", "outing"}, {"outings", "outing"},  {"canning", "canning"}, {"cannings", "canning"},
        {"howe", "howe"},     {"proceed", "proceed"}, {"exceed", "exceed"},   {"succeed", "succeed"}};
    const auto found = std::ranges::find(forms, word, [](const auto& form) { return form.first; });
    return found == std::end(forms) ? std::string_view() : found->second;
}

} // namespace

std::string porterStem(std::string_view word)
{
    if (const std::string_view known = irregularStem(word); !known.empty()) return std::string(known);
    std::string stem(word);
    if (stem.size() <= 2) return stem;
    step1a(stem);
    step1b(stem);
    step1c(stem);
    step2(stem);
    step3(stem);
    step4(stem);
    step5(stem);
    return stem;
}

} // namespace sparsight
