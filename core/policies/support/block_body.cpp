#include "policies/support/block_body.h"

namespace mgc::policies {

namespace {

constexpr std::size_t blockBytes = 8192;

class BlockSource : public http::BodySource {
public:
    explicit BlockSource(http::Body body) : m_body(std::move(body)) {}

    Task<Result<std::optional<std::string>>> next() override {
        if (m_error) co_return fail(*std::exchange(m_error, std::nullopt));
        std::string block;
        while (block.size() < blockBytes) {
            auto piece = co_await m_body.next();
            if (!piece) {
                // What came before the sender went away is still passed on.
                if (block.empty()) co_return piece;
                m_error = std::move(piece).error();
                break;
            }
            if (!*piece) break;
            block += **piece;
        }
        if (block.empty()) co_return std::optional<std::string>{};
        co_return std::optional<std::string>{std::move(block)};
    }

private:
    http::Body m_body;
    std::optional<Error> m_error;
};

}  // namespace

http::Body inBlocks(http::Body body) {
    if (body.isWhole()) return body;
    const auto length = body.length();
    return http::Body::stream(std::make_unique<BlockSource>(std::move(body)), length);
}

}  // namespace mgc::policies
