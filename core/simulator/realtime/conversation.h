#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "simulator/request.h"

namespace mgc::simulator {

/// The items and the settings of one realtime session. Bounded: 256 items, 1 MiB of their text; the oldest items go first.
class Conversation {
public:
    static constexpr std::size_t mostItems = 256;
    static constexpr std::size_t mostBytes = 1u << 20;

    Conversation(std::string model, bool preview);

    /// session.update: the members given replace those of the session. A refusal names the member.
    [[nodiscard]] std::optional<Refusal> update(const nlohmann::json& changes);
    /// Appends an item (message, function_call_output); `item` gets an id where it has none. A refusal says what is wrong with it.
    [[nodiscard]] std::optional<Refusal> add(nlohmann::json& item, std::string freshId);
    /// False if there is no item of that id.
    bool remove(const std::string& id);
    [[nodiscard]] std::string lastId() const;
    [[nodiscard]] const nlohmann::json& session() const { return m_session; }
    void setId(std::string id) { m_session["id"] = std::move(id); }
    /// The request that a chat completion with this conversation would be; `overrides` are the members of response.create.
    [[nodiscard]] std::optional<Refusal> request(const nlohmann::json& overrides, std::string& body, GenerationRequest& request) const;

private:
    nlohmann::json m_session;
    std::vector<nlohmann::json> m_items;
    std::size_t m_bytes = 0;
};

}  // namespace mgc::simulator
