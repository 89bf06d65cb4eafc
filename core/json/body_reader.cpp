#include "json/body_reader.h"

#include <simdjson.h>

#include <cstring>
#include <vector>

namespace mgc::json {

namespace ondemand = simdjson::ondemand;

struct BodyReader::State {
    ondemand::parser parser;
    std::vector<char> buffer;
    ondemand::document document;
    std::size_t length = 0;
    bool usable = false;

    bool start() { return !parser.iterate(buffer.data(), length, buffer.size()).get(document); }
    /// True if there is a value. An error in the text kills simdjson's document, which must not be touched again: it is begun anew.
    bool find(std::string_view pointer, ondemand::value& value) {
        if (!usable || (!document.is_alive() && !start())) return false;
        return !document.at_pointer(pointer).get(value);
    }
};

namespace {

constexpr std::size_t keptStates = 2;
constexpr std::size_t keptBytes = 1u << 20;

template <class State>
std::vector<std::unique_ptr<State>>& pool() {
    thread_local std::vector<std::unique_ptr<State>> states;
    return states;
}

}  // namespace

BodyReader::BodyReader(std::string_view body, std::size_t limit) {
    auto& states = pool<State>();
    if (states.empty()) {
        m_state = std::make_unique<State>();
    } else {
        m_state = std::move(states.back());
        states.pop_back();
    }
    m_state->usable = false;
    if (body.empty() || body.size() > limit) return;
    const std::size_t capacity = body.size() + simdjson::SIMDJSON_PADDING;
    if (m_state->buffer.size() < capacity) m_state->buffer.resize(capacity);
    std::memcpy(m_state->buffer.data(), body.data(), body.size());
    std::memset(m_state->buffer.data() + body.size(), ' ', simdjson::SIMDJSON_PADDING);
    m_state->length = body.size();
    if (!m_state->start()) return;
    ondemand::json_type type{};
    m_state->usable = !m_state->document.type().get(type) && (type == ondemand::json_type::object || type == ondemand::json_type::array);
}

BodyReader::~BodyReader() {
    auto& states = pool<State>();
    if (states.size() >= keptStates || m_state->buffer.size() > keptBytes) return;
    m_state->document = {};
    states.push_back(std::move(m_state));
}

bool BodyReader::isJson() const { return m_state->usable; }

std::optional<std::string> BodyReader::string(std::string_view pointer) const {
    ondemand::value value;
    std::string_view text;
    if (!m_state->find(pointer, value) || value.get_string().get(text)) return std::nullopt;
    return std::string(text);
}

std::optional<bool> BodyReader::boolean(std::string_view pointer) const {
    ondemand::value value;
    bool flag = false;
    if (!m_state->find(pointer, value) || value.get_bool().get(flag)) return std::nullopt;
    return flag;
}

std::optional<std::int64_t> BodyReader::integer(std::string_view pointer) const {
    ondemand::value value;
    std::int64_t whole = 0;
    if (!m_state->find(pointer, value) || value.get_int64().get(whole)) return std::nullopt;
    return whole;
}

std::optional<double> BodyReader::number(std::string_view pointer) const {
    ondemand::value value;
    double real = 0;
    if (!m_state->find(pointer, value) || value.get_double().get(real)) return std::nullopt;
    return real;
}

bool BodyReader::has(std::string_view pointer) const {
    ondemand::value value;
    return m_state->find(pointer, value);
}

std::optional<std::string> BodyReader::raw(std::string_view pointer) const {
    ondemand::value value;
    std::string_view text;
    if (!m_state->find(pointer, value)) return std::nullopt;
    ondemand::json_type type{};
    if (value.type().get(type)) return std::nullopt;
    if (type == ondemand::json_type::object) {
        ondemand::object object;
        if (value.get_object().get(object) || object.raw_json().get(text)) return std::nullopt;
    } else if (type == ondemand::json_type::array) {
        ondemand::array array;
        if (value.get_array().get(array) || array.raw_json().get(text)) return std::nullopt;
    } else {
        text = value.raw_json_token();
        while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r' || text.back() == '\t'))
            text.remove_suffix(1);
    }
    return std::string(text);
}

}  // namespace mgc::json
