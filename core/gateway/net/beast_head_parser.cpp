#include "gateway/net/beast_head_parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <string>

namespace mgc::gateway::net {

namespace {

namespace beast = boost::beast;
using beast::string_view;
using beast::http::basic_parser;

/// Collects the views Beast reports; they point into our buffer as long as it is fed in one piece.
template <bool isRequest, class Head>
class Collector : public basic_parser<isRequest> {
public:
    explicit Collector(Head& head) : m_head(head) {}

private:
    using Code = beast::error_code;
    static std::string_view plain(string_view text) { return {text.data(), text.size()}; }

    void on_request_impl(beast::http::verb, string_view method, string_view target, int version, Code&) override {
        if constexpr (isRequest) {
            m_head.method = plain(method);
            m_head.target = plain(target);
            m_head.majorVersion = version / 10;
            m_head.minorVersion = version % 10;
        }
    }
    void on_response_impl(int status, string_view reason, int version, Code&) override {
        if constexpr (!isRequest) {
            m_head.status = status;
            m_head.reason = plain(reason);
            m_head.minorVersion = version % 10;
        }
    }
    void on_field_impl(beast::http::field, string_view name, string_view value, Code&) override {
        m_head.fields.push_back({plain(name), plain(value)});
    }
    void on_header_impl(Code&) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const&, Code&) override {}
    std::size_t on_body_impl(string_view body, Code&) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t, string_view, Code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, Code&) override { return body.size(); }
    void on_finish_impl(Code&) override {}

    Head& m_head;
};

template <bool isRequest, class Head>
HeadStatus parse(std::string_view buffer, const HeadLimits& limits, Head& head) {
    head.fields.clear();
    Collector<isRequest, Head> parser(head);
    parser.header_limit(static_cast<std::uint32_t>(limits.maximumBytes));
    parser.body_limit(boost::none);
    beast::error_code error;
    head.size = parser.put(boost::asio::buffer(buffer.data(), buffer.size()), error);
    if (error == beast::http::error::need_more) return HeadStatus::Incomplete;
    if (error == beast::http::error::header_limit) return HeadStatus::HeadTooLarge;
    if (error == beast::http::error::bad_version) return HeadStatus::BadVersion;
    if (error == beast::http::error::bad_method || error == beast::http::error::bad_target || error == beast::http::error::bad_status ||
        error == beast::http::error::bad_line_ending)
        return HeadStatus::BadStartLine;
    if (error) return HeadStatus::BadField;
    if (!parser.is_header_done()) return HeadStatus::Incomplete;
    return head.fields.size() > limits.maximumFields ? HeadStatus::HeadTooLarge : HeadStatus::Complete;
}

}  // namespace

HeadStatus BeastHeadParser::parseRequest(std::string_view buffer, const HeadLimits& limits, RequestHead& head) const {
    return parse<true>(buffer, limits, head);
}

HeadStatus BeastHeadParser::parseResponse(std::string_view buffer, const HeadLimits& limits, ResponseHead& head) const {
    return parse<false>(buffer, limits, head);
}

}  // namespace mgc::gateway::net
