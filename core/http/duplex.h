#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/task.h"

namespace mgc::http {

/// The bytes of a connection that has left HTTP after a 101 answer (WebSocket). One reader and one writer, on one thread.
class Duplex {
public:
    virtual ~Duplex() = default;
    /// The next bytes of the peer (never empty), or nullopt at its clean end.
    [[nodiscard]] virtual Task<Result<std::optional<std::string>>> read() = 0;
    /// Completes when the peer's side has taken all of it, which holds the other direction's reader back.
    [[nodiscard]] virtual Task<Result<void>> write(std::string bytes) = 0;
    /// Nothing more will be written.
    virtual void finish() = 0;
    /// Breaks both directions off; a read or write under way ends with an error. May be called often.
    virtual void close() = 0;
    /// Holds what this end works on for as long as the end lives: an answering end outlives the request that opened it.
    virtual void keep(std::shared_ptr<void> owner) { (void)owner; }
};

/// Goes with a request that asks to change the protocol. Whoever answers it with 101 sets `peer`: the backend's end of the connection.
struct Upgrade {
    std::shared_ptr<Duplex> peer;
    /// What `peer` may need once the request is over; whoever takes the peer hands it over with keep(), which breaks the circle.
    std::shared_ptr<void> owner;
};

}  // namespace mgc::http
