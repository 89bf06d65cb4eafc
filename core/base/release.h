#pragma once

namespace mgc {

/// Deleter for handles of C libraries: std::unique_ptr<BIO, Release<BIO_free>>.
template <auto release>
struct Release {
    template <class T>
    void operator()(T* pointer) const {
        release(pointer);
    }
};

}  // namespace mgc
