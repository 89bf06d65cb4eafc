#include "gateway/otlp/otlp_json.h"

#include <nlohmann/json.hpp>

namespace mgc::gateway::otlp {

using Json = nlohmann::ordered_json;

Json attribute(std::string_view key, std::string_view value) { return {{"key", key}, {"value", {{"stringValue", value}}}}; }
Json attribute(std::string_view key, std::int64_t value) { return {{"key", key}, {"value", {{"intValue", std::to_string(value)}}}}; }
Json attribute(std::string_view key, double value) { return {{"key", key}, {"value", {{"doubleValue", value}}}}; }

Json resource(const Source& source) {
    Json attributes = Json::array({attribute("service.name", "model-gateway"), attribute("service.version", source.version),
                                   attribute("service.instance.id", source.instance)});
    return {{"attributes", std::move(attributes)}};
}

Json scope(const Source& source) { return {{"name", "model-gateway"}, {"version", source.version}}; }

std::string nanoseconds(Instant time) { return std::to_string(time.time_since_epoch().count()); }

}  // namespace mgc::gateway::otlp
